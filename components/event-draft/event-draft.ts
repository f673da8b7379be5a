import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";

/** An event that is being written: its data is text, so that no digit is lost. */
export interface EventDraft {
  readonly type: string;
  readonly schemaVersion: number;
  readonly dataText: string;
}

/** Why a draft is no event yet; null when it is one. */
export function draftProblem({ type, schemaVersion, dataText }: EventDraft): string | null {
  if (type.trim() === "") return "An event has a type.";
  if (type.length > 256) return "A type has at most 256 characters.";
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > 32_767) {
    return "A schema version is a whole number from 1 to 32,767.";
  }
  if (parseForReading(dataText) === undefined) return "The data is no JSON, or has a key twice.";
  return null;
}

/** JSON laid out for a person, every digit kept; a text that is none stays as it is. */
export function laidOut(text: string): string {
  const value = parseForReading(text);
  return value === undefined ? text : jsonTextOf(value, 2);
}
