import type { FileState } from "@/lib/api/file-state";

interface Folded extends Pick<FileState, "beforeText"> {
  readonly state: Pick<FileState["state"], "version" | "stateText">;
}

/** The state that is there for a version: until its own has come, that of another version, and by its name. */
export function fileSide({ state, beforeText }: Folded, version: number) {
  if (version === 0 && state.version === 1) return { version: 0, text: beforeText };
  return { version: state.version, text: state.stateText };
}
