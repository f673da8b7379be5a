import type { Queryable } from "../events";
import { eventFilter } from "./event-filter";
import type { EventReading } from "./projected-event";

/** A stored event of one stream: the fields of its columns. */
export interface StreamFields {
  readonly version: number;
  readonly fields: readonly string[];
}

const PAGE = 100;

/** The events of a stream from a version on, up to a position, page by page in order; `types` as the reading has them. */
export async function* streamPages(
  db: Queryable,
  reading: Pick<EventReading, "columns" | "types">,
  range: { readonly streamId: string; readonly fromVersion: number; readonly upTo: bigint },
): AsyncGenerator<readonly StreamFields[]> {
  const names = reading.columns.map((_, index) => `c${index}`);
  const columns = reading.columns.map((column, index) => `${column}::text as c${index}`);
  const statement = `
    select ${columns.join(", ")}, version::float8 as stream_version from foldline.events
     where stream_id = $1 and version >= $2 and position <= $3 and ${eventFilter(reading.types, null)}
     order by version limit ${PAGE}`;
  for (let from: number | null = range.fromVersion; from !== null; ) {
    const values: readonly unknown[] = [range.streamId, from, range.upTo.toString()];
    const { rows } = await db.query<Record<string, string> & { stream_version: number }>(statement, values);
    yield rows.map((row) => ({ version: row.stream_version, fields: names.map((name) => row[name] ?? "") }));
    from = rows.length < PAGE ? null : Number(rows.at(-1)?.stream_version) + 1;
  }
}
