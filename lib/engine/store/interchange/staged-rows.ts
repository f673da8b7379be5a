import { ImportLineError } from "../../errors";
import { type ImportedEvent, type LineRules, parseCloudEvent } from "./cloud-event-line";
import { copyField } from "./copy-text";
import type { Line } from "./lines";

const MAX_LISTED = 100;
const BLANK = /^\s*$/;

/** A line that is no event, and why. */
export interface SkippedLine {
  readonly line: number;
  readonly problem: string;
}

/** What reading has come to so far; `skipped` lists the first of the skipped lines. */
export interface ReadProgress {
  lastLine: number;
  events: number;
  skippedCount: number;
  readonly skipped: SkippedLine[];
}

export interface ReadRules extends LineRules {
  readonly skipBad: boolean;
}

/** Counts a line that is left out, and lists it when it is among the first. */
export function countSkipped(progress: ReadProgress, line: SkippedLine): void {
  progress.skippedCount++;
  if (progress.skipped.length < MAX_LISTED) progress.skipped.push(line);
}

/** Turns lines into staging rows, counting in `progress`; a line that is no event is skipped or thrown. */
export async function* stagedRows(
  batches: AsyncIterable<readonly Line[]>,
  rules: ReadRules,
  progress: ReadProgress,
): AsyncGenerator<Buffer> {
  for await (const lines of batches) {
    const rows = lines.map((line) => stagedRow(line, rules, progress)).join("");
    if (rows !== "") yield Buffer.from(rows);
  }
}

function stagedRow(line: Line, rules: ReadRules, progress: ReadProgress): string {
  progress.lastLine = line.number;
  if (line.problem === undefined && BLANK.test(line.text)) return "";
  try {
    if (line.problem !== undefined) throw new Error(line.problem);
    const event = parseCloudEvent(line.text, rules);
    progress.events++;
    return rowText(line.number, event);
  } catch (cause) {
    const problem = problemOf(cause);
    if (!rules.skipBad) throw new ImportLineError(line.number, problem, { cause });
    countSkipped(progress, { line: line.number, problem });
    return "";
  }
}

function rowText(line: number, event: ImportedEvent): string {
  const { streamId, eventId, type, schemaVersion, data, metadata, occurredAt } = event;
  return `${line}\t${copyField(streamId)}\t${eventId}\t${copyField(type)}\t${schemaVersion}\t${copyField(data)}\t${copyField(metadata)}\t${occurredAt ?? "\\N"}\n`;
}

function problemOf(cause: unknown): string {
  if (cause instanceof SyntaxError) return `is not valid JSON: ${cause.message}.`;
  return cause instanceof Error ? cause.message : String(cause);
}
