import type { Queryable } from "../events";
import { eventFilter, type SliceRange } from "./event-filter";
import { countsAt, type LogPoint } from "./log-point";
import type { EventReading } from "./projected-event";

/** Some events in the order of their positions, each as the texts of the reading's columns. */
export interface BatchEvents {
  readonly rows: readonly (readonly string[])[];
  /** There are no more in the range. */
  readonly complete: boolean;
}

/** The range after one position, up to another, of which at most so many are read. */
export interface BatchRange {
  readonly after: bigint;
  readonly upTo: bigint;
  readonly limit: number;
  /** Only those that count at this point. */
  readonly asOf?: LogPoint;
}

const MAX_BATCH_BYTES = 16 * 1024 * 1024;

/** Reads the next events of a projection, of the merged slices when given: no more than fit in memory, but at least one. */
export async function readBatchEvents(
  db: Queryable,
  { after, upTo, limit, asOf }: BatchRange,
  { columns, types }: EventReading,
  ranges: readonly SliceRange[] | null,
): Promise<BatchEvents> {
  const names = columns.map((_, index) => `c${index}`);
  const selected = columns.map((column, index) => `${column}::text as c${index}`);
  // As text, the way it arrives here: in its table, data may be compressed to a hundredth.
  const size = `octet_length(${names[columns.indexOf("data")]})`;
  const counts = asOf === undefined ? null : countsAt(asOf, 5);
  const statement = `
    select ${names.join(", ")}, bytes
      from (select e.*, ${size} as size, sum(${size}) over (order by position) as bytes
              from (select ${selected.join(", ")}, position
                      from foldline.events
                     where position > $1 and position <= $2 and ${eventFilter(types, ranges)}
                           ${counts === null ? "" : `and ${counts.condition}`}
                     order by position limit $3) e) b
     where bytes - size < $4 order by position`;
  const values = [
    after.toString(),
    upTo.toString(),
    limit,
    MAX_BATCH_BYTES,
    ...(counts === null ? [] : [counts.value]),
  ];
  const { rows } = await db.query<Readonly<Record<string, string>>>(statement, values);
  const complete = rows.length < limit && Number(rows.at(-1)?.bytes ?? 0) < MAX_BATCH_BYTES;
  return { rows: rows.map((row) => names.map((name) => row[name] ?? "")), complete };
}
