import { isRfc3339 } from "../rfc3339";

/** What the browser needs to know of an event in a file; its data stays in the line. */
export interface FileEvent {
  readonly streamId: string;
  readonly type: string;
  /** As written; null: the event says no time. */
  readonly time: string | null;
  /** Values in it are pseudonyms. */
  readonly masked: boolean;
}

/** Reads one line, or one item of a list, as a CloudEvent; throws what is wrong with it. */
export function readEventLine(line: string): FileEvent {
  const event = objectOf(line);
  if (event.specversion !== "1.0") throw new Error('"specversion" must be "1.0".');
  if ("data_base64" in event) throw new Error('"data_base64" holds binary data; only JSON in "data" can be read.');
  textOf(event, "source");
  textOf(event, "id");
  return {
    streamId: textOf(event, "subject"),
    type: textOf(event, "type"),
    time: timeOf(event.time),
    // As the engine's isMasked has it, which no browser can load.
    masked: ![undefined, null, false, "false"].includes(event.foldlinemasked as null),
  };
}

type Attributes = Readonly<Record<string, unknown>>;

function objectOf(line: string): Attributes {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error(`is not valid JSON: ${error instanceof Error ? error.message : error}.`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Attributes;
  throw new Error("is not a JSON object.");
}

function textOf(event: Attributes, name: string): string {
  const value = event[name];
  if (typeof value === "string" && value !== "") return value;
  const meaning = name === "subject" ? " (the stream)" : "";
  throw new Error(`"${name}"${meaning} ${value === undefined ? "is missing" : "must be text that is not empty"}.`);
}

function timeOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" || !isRfc3339(value)) throw new Error('"time" is no RFC 3339 time.');
  return value;
}
