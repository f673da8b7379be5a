import type { Readable } from "node:stream";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { EventMetadata } from "../../events";
import { allConditions } from "../all-conditions";
import type { AllFilter } from "../event-store";
import { checkStreamId } from "../stream-name";
import { cloudEventText } from "./cloud-event-text";
import { copyFields } from "./copy-text";
import { readLines } from "./lines";

const COLUMNS = `stream_id, event_id, type, schema_version, data, metadata,
       to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as occurred_at`;

export interface ExportOptions extends Omit<AllFilter, "streamContains"> {
  /** Only this stream; its events come in version order. */
  readonly streamId?: string;
  readonly onProgress?: (events: number) => void;
}

/** Exports events as CloudEvents lines in the order of their positions, all from one moment, a chunk at a time. */
export async function* exportEvents(pool: pg.Pool, options: ExportOptions = {}): AsyncGenerator<Buffer> {
  const statement = copyStatement(options);
  const client = await pool.connect();
  let complete = false;
  // What breaks the connection reaches the reader through the COPY stream.
  const ignore = () => undefined;
  client.on("error", ignore);
  try {
    let events = 0;
    const copied: Readable = client.query(copyTo(statement));
    for await (const lines of readLines(copied, Number.POSITIVE_INFINITY)) {
      events += lines.length;
      yield Buffer.from(lines.map(({ text }) => `${cloudEventLine(text)}\n`).join(""));
      options.onProgress?.(events);
    }
    complete = true;
  } finally {
    // A COPY that is left half-way leaves its connection unusable.
    client.off("error", ignore);
    client.release(!complete);
  }
}

function copyStatement({ streamId, ...filter }: ExportOptions): string {
  const conditions = allConditions({ includeSystem: streamId !== undefined, ...filter }, literal);
  if (streamId !== undefined) {
    checkStreamId(streamId);
    conditions.push(`stream_id = ${literal(streamId)}`);
  }
  const where = conditions.length > 0 ? `where ${conditions.join(" and ")}` : "";
  return `copy (select ${COLUMNS} from foldline.events ${where} order by position) to stdout`;
}

function literal(value: unknown): string {
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (Array.isArray(value)) return `array[${value.map(literal).join(",")}]`;
  return pg.escapeLiteral(String(value));
}

function cloudEventLine(copied: string): string {
  const [streamId, eventId, type, schemaVersion, data, metadata, occurredAt] = copyFields(copied);
  return cloudEventText({
    streamId: streamId ?? "",
    eventId: eventId ?? "",
    type: type ?? "",
    schemaVersion: Number(schemaVersion),
    data: data ?? "null",
    metadata: metadataOf(metadata ?? "{}"),
    occurredAt: `${(occurredAt ?? "").replace(/\.?0+$/, "")}Z`,
  });
}

function metadataOf(json: string): EventMetadata {
  return JSON.parse(json) as EventMetadata;
}
