import type { Queryable } from "../../events";
import { nextPageSize } from "../page-size";
import { cloudEventText, type ExportedEvent } from "./cloud-event-text";
import { EXPORT_COLUMNS, exportedEvent } from "./export-row";

/** Versions of a stream, both ends included; or the events of a correlation up to a position. */
export type ExportedPart =
  | { readonly streamId: string; readonly from: number; readonly to: number }
  | { readonly correlationId: string; readonly upTo: bigint };

interface ExportPagesOptions {
  readonly mask?: (event: ExportedEvent) => ExportedEvent;
  /** So many events at most. */
  readonly limit?: number;
}

const OF_STREAM = `
select ${EXPORT_COLUMNS}, version::text as place
  from foldline.events
 where stream_id = $1 and version > $2 and version <= $3
 order by version limit $4`;

const OF_CORRELATION = `
select ${EXPORT_COLUMNS}, position::text as place
  from foldline.events
 where metadata ? 'correlationId' and metadata ->> 'correlationId' = $1 and position > $2 and position <= $3
   and left(stream_id, 1) <> '$'
 order by position limit $4`;

const FIRST_PAGE = 50;
const LARGEST_PAGE = 500;

type Row = Readonly<Record<string, string | null>>;

/**
 * A part of the history as CloudEvents lines, a page at a time. Between two pages it holds no connection, so that a reader
 * who takes hours keeps nothing from others.
 */
export async function* exportPages(
  db: Queryable,
  part: ExportedPart,
  { mask = (event) => event, limit = Number.POSITIVE_INFINITY }: ExportPagesOptions = {},
): AsyncGenerator<string> {
  const [statement, id, end] =
    "streamId" in part
      ? [OF_STREAM, part.streamId, String(part.to)]
      : [OF_CORRELATION, part.correlationId, String(part.upTo)];
  let after = "streamId" in part ? String(part.from - 1) : "0";
  let size = FIRST_PAGE;
  for (let left = limit; left > 0; ) {
    const wanted = Math.min(size, left);
    const { rows } = await db.query<Row>(statement, [id, after, end, wanted]);
    if (rows.length > 0) yield rows.map((row) => `${cloudEventText(mask(exportedEvent(valuesOf(row))))}\n`).join("");
    if (rows.length < wanted) return;
    left -= rows.length;
    after = rows.at(-1)?.place ?? end;
    size = nextPageSize(
      rows.map(({ data }) => data ?? ""),
      LARGEST_PAGE,
    );
  }
}

function valuesOf({ stream_id, event_id, type, schema_version, data, metadata, occurred_at }: Row): (string | null)[] {
  return [stream_id, event_id, type, schema_version, data, metadata, occurred_at].map((value) => value ?? null);
}
