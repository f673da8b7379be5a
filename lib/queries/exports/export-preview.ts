import "server-only";
import type { HistoryExport, HistoryPreview } from "@/lib/api/history-export";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type EventMask, exportPages } from "@/lib/engine";
import { exportFileName } from "./export-file-name";
import { exportMask, unusedMasks } from "./export-mask";
import { type ExportRequest, findPart, type PartToExport } from "./export-part";
import { writeExportTest } from "./export-test";

const SHOWN_EVENTS = 5;
const SHOWN_CHARACTERS = 4_000;
/** Of so many events, if they are small, all are looked at for what a mask leads to. */
const MOST_LOOKED_AT = 50;
const MOST_LOOKED_AT_CHARACTERS = 100_000;

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
  const notes = mask === null || text.length > MOST_LOOKED_AT_CHARACTERS ? [] : await notesOn(found, mask);
  return { ...facts, tests: null, ...shortened(text, found.events), notes };
}

/** The paths of a mask that lead to nothing; only said where all events could be looked at. */
async function notesOn({ part, events }: PartToExport, mask: EventMask): Promise<string[]> {
  if (events > MOST_LOOKED_AT) return [];
  if (events > SHOWN_EVENTS && mask.unused().length > 0)
    for await (const _ of exportPages(pool, part, { mask: mask.event }));
  return unusedMasks(mask);
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
