import type { Readable } from "node:stream";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { allConditions } from "../all-conditions";
import type { AllFilter } from "../event-store";
import { checkStreamId } from "../stream-name";
import { cloudEventText, type ExportedEvent } from "./cloud-event-text";
import { copyFields } from "./copy-text";
import { EXPORT_COLUMNS, exportedEvent } from "./export-row";
import { readLines } from "./lines";

export interface ExportOptions extends Omit<AllFilter, "streamContains"> {
  /** Only this stream; its events come in version order. */
  readonly streamId?: string;
  /** Only these versions of it, both ends included. */
  readonly from?: number;
  readonly to?: number;
  /** What each event is written as instead. */
  readonly mask?: (event: ExportedEvent) => ExportedEvent;
  readonly onProgress?: (events: number) => void;
}

/** Exports events as CloudEvents lines in the order of their positions, all from one moment, a chunk at a time. */
export async function* exportEvents(pool: pg.Pool, options: ExportOptions = {}): AsyncGenerator<Buffer> {
  const statement = copyStatement(options);
  const { mask = (event) => event } = options;
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
      yield Buffer.from(lines.map(({ text }) => `${cloudEventText(mask(exportedEvent(copyFields(text))))}\n`).join(""));
      options.onProgress?.(events);
    }
    complete = true;
  } finally {
    // A COPY that is left half-way leaves its connection unusable.
    client.off("error", ignore);
    client.release(!complete);
  }
}

function copyStatement({ streamId, from, to, ...filter }: ExportOptions): string {
  const conditions = allConditions({ includeSystem: streamId !== undefined, ...filter }, literal);
  if (streamId !== undefined) {
    checkStreamId(streamId);
    conditions.push(`stream_id = ${literal(streamId)}`);
  }
  if (from !== undefined) conditions.push(`version >= ${literal(from)}`);
  if (to !== undefined) conditions.push(`version <= ${literal(to)}`);
  const where = conditions.length > 0 ? `where ${conditions.join(" and ")}` : "";
  return `copy (select ${EXPORT_COLUMNS} from foldline.events ${where} order by position) to stdout`;
}

function literal(value: unknown): string {
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (Array.isArray(value)) return `array[${value.map(literal).join(",")}]`;
  return pg.escapeLiteral(String(value));
}
