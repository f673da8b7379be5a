import "server-only";
import type { DeadLetter, DeadLetterFilter, DeadLetterPage } from "@/lib/api/dead-letters";
import { authorize } from "@/lib/auth/authorize";
import { readDeadLetterPage } from "./dead-letter-page";

const PAGE = 500;

const COLUMNS = [
  "id",
  "status",
  "projection",
  "version",
  "streamId",
  "streamVersion",
  "position",
  "eventId",
  "type",
  "schemaVersion",
  "key",
  "message",
  "attempts",
  "waiting",
  "failedAt",
  "lastAttemptAt",
  "resolvedAt",
  "resolvedBy",
  "reason",
] as const satisfies readonly (keyof DeadLetter)[];

/** Every dead letter under a filter, as CSV or as one JSON object a line; read page by page as it is sent. */
export async function exportDeadLetters(
  filter: DeadLetterFilter,
  format: "csv" | "ndjson",
): Promise<AsyncIterable<string>> {
  await authorize("viewer");
  // The first page is read before the answer begins, so that a failure is still an error and not half a file.
  const first = await readDeadLetterPage({ ...filter, group: "projection", limit: PAGE });
  return linesOf(filter, format, first);
}

async function* linesOf(
  filter: DeadLetterFilter,
  format: "csv" | "ndjson",
  first: DeadLetterPage,
): AsyncGenerator<string> {
  if (format === "csv") yield `${COLUMNS.join(",")}\r\n`;
  for (let page = first; ; ) {
    yield page.deadLetters.map(format === "csv" ? csvLine : jsonLine).join("");
    if (page.next === null) return;
    page = await readDeadLetterPage({ ...filter, group: "projection", limit: PAGE, after: page.next });
  }
}

function jsonLine({ group: _group, ...letter }: DeadLetter): string {
  return `${JSON.stringify(letter)}\n`;
}

function csvLine(letter: DeadLetter): string {
  return `${COLUMNS.map((column) => csvField(letter[column])).join(",")}\r\n`;
}

/** One field of CSV. Text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvField(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
