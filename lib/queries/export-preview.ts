import "server-only";
import type { HistoryExport, HistoryPreview } from "@/lib/api/history-export";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { exportPages } from "@/lib/engine";
import { exportFileName } from "./export-file-name";
import { exportMask } from "./export-mask";
import { type ExportRequest, findPart } from "./export-part";
import { writeExportTest } from "./export-test";

const SHOWN_EVENTS = 5;
const SHOWN_CHARACTERS = 4_000;

/**
 * How an export would begin, and what it would come to. It leaves no audit record: it shows a few events, as the pages do
 * to whoever may see them.
 */
export async function previewExport(request: ExportRequest, wanted: HistoryExport): Promise<HistoryPreview> {
  await authorize("viewer");
  const found = await findPart(request);
  const mask = exportMask(found, wanted);
  const facts = {
    fileName: exportFileName(found, wanted, mask),
    events: found.events,
    streams: found.streams.length,
    masked: mask !== null,
  };
  if (wanted.format === "test") {
    const { text, tests, notes } = await writeExportTest(found, mask, wanted);
    return { ...facts, tests, ...firstLines(text), notes: [...notes] };
  }
  let text = "";
  const options = { limit: SHOWN_EVENTS, ...(mask !== null && { mask: mask.event }) };
  for await (const lines of exportPages(pool, found.part, options)) text += lines;
  return { ...facts, tests: null, ...shortened(text, found.events), notes: [] };
}

function firstLines(text: string): { text: string; cut: boolean } {
  if (text.length <= SHOWN_CHARACTERS) return { text, cut: false };
  return { text: text.slice(0, text.lastIndexOf("\n", SHOWN_CHARACTERS - 1) + 1), cut: true };
}

function shortened(text: string, events: number): { text: string; cut: boolean } {
  const lines = text.trimEnd().split("\n");
  const each = Math.floor(SHOWN_CHARACTERS / lines.length);
  const shown = lines.map((line) =>
    line.length > each ? `${line.slice(0, each).replace(/[\uD800-\uDBFF]$/, "")}…` : line,
  );
  return { text: `${shown.join("\n")}\n`, cut: events > lines.length || shown.some((line, at) => line !== lines[at]) };
}
