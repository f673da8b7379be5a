import { randomUUID } from "node:crypto";
import { InvalidEventError, PayloadTooLargeError, UnstorableTextError } from "../errors";
import type { NewEvent } from "../events";
import { isExtensionName } from "./interchange/extension-name";
import { payloadText } from "./payload-text";
import { unstorablePart } from "./unstorable-text";
import { isUuid } from "./uuid";

/** What an event's data and metadata may take together unless the store is told otherwise: 1 MiB. */
export const DEFAULT_MAX_PAYLOAD_BYTES = 1_048_576;

const MAX_TYPE_LENGTH = 256;
const MAX_CORRELATION_ID_LENGTH = 512;
const MAX_SCHEMA_VERSION = 32767;

/** The columns of one event as the append function takes them. */
export interface EventColumns {
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly metadata: string;
  /** In UTC: a Date as pg writes it loses the seconds by which zones of old differed. */
  readonly occurredAt: string | null;
}

/** Turns an event into columns, or says what about it cannot be stored. */
export function eventColumns(event: NewEvent, maxPayloadBytes: number): EventColumns {
  const { type, schemaVersion = 1, metadata = {} } = event;
  const eventId = event.eventId ?? randomUUID();
  checkType(type);
  checkSchemaVersion(schemaVersion);
  if (!isUuid(eventId)) throw new InvalidEventError("eventId", `must be a UUID, and "${eventId}" is none.`);
  const occurredAt = event.occurredAt === undefined ? null : timeText(event.occurredAt);
  checkMetadata(metadata);
  const columns = { data: payloadText(event.data, "data"), metadata: payloadText(metadata, "metadata") };
  checkPayloadBytes(columns.data, columns.metadata, maxPayloadBytes);
  return { eventId, type, schemaVersion, occurredAt, ...columns };
}

function timeText(occurredAt: Date): string {
  if (Number.isNaN(occurredAt.getTime())) throw new InvalidEventError("occurredAt", "is an invalid date.");
  const text = occurredAt.toISOString();
  // Others are written with a sign and six digits, or as the year 0, which neither Postgres nor an export has.
  if (/^(?!0000)\d{4}-/.test(text)) return text;
  throw new InvalidEventError("occurredAt", `must lie in the years 1 to 9999, and is ${text}.`);
}

/** Refuses a type that is empty, too long to index, or not storable. */
export function checkType(type: string): void {
  const unstorable = unstorablePart(type);
  if (unstorable !== undefined) throw new UnstorableTextError("type", unstorable);
  if (type === "" || type.length > MAX_TYPE_LENGTH) {
    throw new InvalidEventError("type", `must have 1 to ${MAX_TYPE_LENGTH} characters, and has ${type.length}.`);
  }
}

/** Refuses a schema version outside 1 to 32,767. */
export function checkSchemaVersion(schemaVersion: number): void {
  if (Number.isInteger(schemaVersion) && schemaVersion >= 1 && schemaVersion <= MAX_SCHEMA_VERSION) return;
  throw new InvalidEventError(
    "schemaVersion",
    `must be a whole number from 1 to ${MAX_SCHEMA_VERSION}, and is ${schemaVersion}.`,
  );
}

/** Refuses metadata whose known members are not what look-ups and exports take them for. */
export function checkMetadata(metadata: Readonly<Record<string, unknown>>): void {
  checkCorrelationId(metadata.correlationId);
  for (const name of ["causationId", "actor"]) {
    const value = metadata[name];
    if (value !== undefined && typeof value !== "string")
      throw new InvalidEventError(`metadata.${name}`, "must be text.");
  }
  if (metadata.cloudEvent === undefined || isOrigin(metadata.cloudEvent)) return;
  throw new InvalidEventError(
    "metadata.cloudEvent",
    'must be what an import writes: an object with "source" and "id" as text, and "extensions" of plain values, each ' +
      "named in lower-case letters and digits, as no attribute of its own is.",
  );
}

function isOrigin(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  const { source = "", id = "", extensions = {} } = value;
  const plain = ["string", "number", "boolean"];
  return (
    typeof source === "string" &&
    typeof id === "string" &&
    isPlainObject(extensions) &&
    Object.entries(extensions).every(([name, extension]) => isExtensionName(name) && plain.includes(typeof extension))
  );
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkCorrelationId(correlationId: unknown): void {
  if (correlationId === undefined) return;
  if (typeof correlationId === "string" && correlationId.length <= MAX_CORRELATION_ID_LENGTH) return;
  throw new InvalidEventError(
    "metadata.correlationId",
    `must be text of at most ${MAX_CORRELATION_ID_LENGTH} characters.`,
  );
}

/** Refuses data and metadata that are larger together than the store takes. */
export function checkPayloadBytes(data: string, metadata: string, maxPayloadBytes: number): void {
  // UTF-8 takes at most three bytes for a UTF-16 unit: most payloads need no exact count.
  if ((data.length + metadata.length) * 3 <= maxPayloadBytes) return;
  const bytes = Buffer.byteLength(data) + Buffer.byteLength(metadata);
  if (bytes > maxPayloadBytes) throw new PayloadTooLargeError(bytes, maxPayloadBytes);
}
