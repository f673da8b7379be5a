import { type FileState, foldLines, MAX_LINES } from "@/lib/api/file-state";
import type { OpenFile } from "./open-file";

/** So many characters are sent at once, unless one line has more. */
const PIECE_CHARACTERS = 4_000_000;

interface FoldOptions {
  readonly signal: AbortSignal;
  /** How many events of the stream are folded. */
  readonly onProgress: (events: number) => void;
}

/** The state of a file's stream at a version, piece by piece, from the last state on that is known. */
export async function foldFile(
  file: OpenFile,
  { streamId, version }: { readonly streamId: string; readonly version: number },
  { signal, onProgress }: FoldOptions,
): Promise<FileState> {
  const known = file.folded.get(streamId) ?? [];
  file.folded.set(streamId, known);
  let at = known.findLast((state) => state.version < version) ?? { version: 0, stateText: null };
  for (;;) {
    const wanted = { from: at.version + 1, to: Math.min(version, at.version + MAX_LINES) };
    const lines = firstOf(await file.ask({ call: "lines", streamId, ...wanted }));
    const folded = await foldLines({ lines, after: at.version, stateText: at.stateText }, signal);
    const reached = at.version + lines.length;
    if (reached >= version || lines.length === 0) return folded;
    at = { version: reached, stateText: folded.state.stateText };
    if (!known.some((state) => state.version === reached)) {
      known.push({ version: reached, stateText: folded.state.stateText });
      known.sort((a, b) => a.version - b.version);
    }
    onProgress(reached);
  }
}

function firstOf(lines: readonly string[]): string[] {
  const piece: string[] = [];
  let characters = 0;
  for (const line of lines) {
    characters += line.length;
    if (piece.length > 0 && characters > PIECE_CHARACTERS) break;
    piece.push(line);
  }
  return piece;
}
