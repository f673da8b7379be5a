import { sideBySide } from "@/components/upcasters/line-diff";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";

export interface ChangedLine {
  readonly line: number;
  readonly side: "removed" | "added";
  readonly text: string;
}

export interface PayloadEdit {
  /** Why the text cannot be a payload. */
  readonly problem: string | null;
  /** Lines that differ from the stored payload, however both are laid out. */
  readonly changes: readonly ChangedLine[];
}

/** What an edit of a payload comes to. */
export function payloadEdit(stored: string, edited: string): PayloadEdit {
  const problem = problemWith(edited);
  if (problem !== null) return { problem, changes: [] };
  const rows = sideBySide(laidOut(stored), laidOut(edited));
  const changes = rows.flatMap(({ before, after }, index): ChangedLine[] => [
    ...(before.kind === "changed" ? [{ line: index, side: "removed" as const, text: before.text }] : []),
    ...(after.kind === "changed" ? [{ line: index, side: "added" as const, text: after.text }] : []),
  ]);
  return { problem: null, changes };
}

function laidOut(text: string): string {
  const value = parseForReading(text);
  return value === undefined ? text : jsonTextOf(value, 2);
}

function problemWith(text: string): string | null {
  if (text.trim() === "") return "A payload is JSON; this is empty.";
  try {
    JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? `This is no JSON: ${error.message}` : "This is no JSON.";
  }
  return parseForReading(text) === undefined ? "An object has the same key twice." : null;
}
