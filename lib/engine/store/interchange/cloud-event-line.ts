import { parseLossless, stringifyLossless } from "../../json";
import { checkMetadata, checkPayloadBytes, checkSchemaVersion, checkType } from "../event-columns";
import { checkStorable, MAX_DEPTH } from "../payload-text";
import { checkStreamId } from "../stream-name";
import { eventIdOf, OWN_SOURCE } from "./cloud-event-id";
import { timeProblem } from "./event-time";
import { isExtensionName, isTaken, METADATA_EXTENSION } from "./extension-name";
import { isMasked } from "./masked-extension";
import { type RawMember, rawMember } from "./raw-member";

/** An event of an import as its columns, every value as text. */
export interface ImportedEvent {
  readonly streamId: string;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly metadata: string;
  /** As written, with its offset; null when the event says no time. */
  readonly occurredAt: string | null;
}

/** What an import takes. */
export interface LineRules {
  readonly maxPayloadBytes: number;
  /** Also events in which values are pseudonyms. */
  readonly masked: boolean;
}

/** Reads one CloudEvents 1.0 object; throws an error that says what is wrong with it. */
export function parseCloudEvent(line: string, { maxPayloadBytes, masked }: LineRules): ImportedEvent {
  const attributes = objectOf(line, JSON.parse);
  if (attributes.specversion !== "1.0") throw new Error('"specversion" must be "1.0".');
  if ("data_base64" in attributes)
    throw new Error('"data_base64" holds binary data; only JSON in "data" can be stored.');
  if (isMasked(attributes) && !masked) throw new Error(MASKED);
  const source = requiredText(attributes, "source");
  const id = requiredText(attributes, "id");
  const streamId = requiredText(attributes, "subject");
  const type = requiredText(attributes, "type");
  checkStreamId(streamId);
  checkType(type);
  const data = dataOf(line);
  const eventId = eventIdOf(source, id);
  const metadata = metadataText(attributes, { source, id, derived: eventId !== id });
  checkPayloadBytes(data, metadata, maxPayloadBytes);
  return {
    streamId,
    eventId,
    type,
    schemaVersion: schemaVersionOf(attributes.schemaversion),
    data,
    metadata,
    occurredAt: timeOf(attributes.time),
  };
}

const MASKED =
  "is masked: it holds pseudonyms in place of what happened, which a store would take for facts. Import masked " +
  "events only where you mean to, with --masked.";

type Attributes = Readonly<Record<string, unknown>>;

function objectOf(line: string, parse: (json: string) => unknown): Attributes {
  const value = parse(line);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Attributes;
  throw new Error("is not a JSON object; each line must hold one CloudEvents 1.0 object.");
}

function requiredText(attributes: Attributes, name: string): string {
  const value = attributes[name];
  if (typeof value === "string" && value !== "") return value;
  const meaning = name === "subject" ? " (the stream)" : "";
  throw new Error(`"${name}"${meaning} ${value === undefined ? "is missing" : "must be text that is not empty"}.`);
}

function dataOf(line: string): string {
  const data: RawMember = rawMember(line, "data") ?? { text: "null", depth: 0 };
  if (data.depth > MAX_DEPTH) throw new Error(`"data" is nested deeper than ${MAX_DEPTH} levels.`);
  checkStorable(data.text, "data");
  return data.text;
}

function schemaVersionOf(value: unknown): number {
  if (value === undefined || value === null) return 1;
  const version = typeof value === "string" ? Number(value) : value;
  if (typeof version !== "number") throw new Error('"schemaversion" must be a whole number.');
  checkSchemaVersion(version);
  return version;
}

function timeOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw new Error('"time" must be text.');
  const problem = timeProblem(value);
  if (problem !== undefined) throw new Error(`"time" ${problem}: ${value}`);
  return value;
}

/** Where an event came from; `derived` when its id here is not the one it had there. */
interface Origin {
  readonly source: string;
  readonly id: string;
  readonly derived: boolean;
}

function metadataText(attributes: Attributes, origin: Origin): string {
  const cloudEvent = cloudEventMetadata(attributes, origin);
  const members = {
    ...ownMetadata(attributes[METADATA_EXTENSION]),
    ...optionalText(attributes, "correlationid", "correlationId"),
    ...optionalText(attributes, "causationid", "causationId"),
    ...optionalText(attributes, "actor", "actor"),
    ...(cloudEvent !== undefined && { cloudEvent }),
  };
  checkMetadata(members);
  const text = stringifyLossless(members);
  checkStorable(text, "metadata");
  return text;
}

function cloudEventMetadata(attributes: Attributes, { source, id, derived }: Origin): object | undefined {
  const extensions: Record<string, unknown> = {};
  let extended = false;
  for (const name in attributes) {
    const value = attributes[name];
    if (isTaken(name) || value === null) continue;
    if (!isExtensionName(name))
      throw new Error(`${JSON.stringify(name)} is no name of an extension: only a to z and 0 to 9 may be in one.`);
    if (typeof value === "object") throw new Error(`the extension "${name}" must be text, a number, true or false.`);
    extensions[name] = value;
    extended = true;
  }
  if (!derived && !extended && source === OWN_SOURCE) return undefined;
  return { source, ...(derived && { id }), ...(extended && { extensions }) };
}

function optionalText<Key extends string>(
  attributes: Attributes,
  name: string,
  key: Key,
): { readonly [key in Key]?: string } {
  const value = attributes[name];
  if (value === undefined || value === null) return {};
  if (typeof value !== "string") throw new Error(`"${name}" must be text.`);
  return { [key]: value } as { readonly [key in Key]: string };
}

function ownMetadata(value: unknown): Attributes {
  if (value === undefined || value === null) return {};
  if (typeof value !== "string") throw new Error(`"${METADATA_EXTENSION}" must be text that holds a JSON object.`);
  return objectOf(value, parseLossless);
}
