import type { Queryable, StoredEvent } from "../events";
import type { EventSchema, Upcaster } from "../evolution/upcaster";
import { storedReading } from "../projections/projected-event";

export interface MatchingPage {
  readonly events: readonly StoredEvent[];
  /** Of the event at that place, what a StoredEvent has as values, digit for digit. */
  readonly textsOf: (index: number) => EventTexts;
  /** Every matching event up to here was read. */
  readonly readTo: bigint;
}

export interface EventTexts {
  /** In UTC, with microseconds. */
  readonly occurredAt: string;
  readonly metadata: string;
}

export interface MatchingRange {
  readonly after: bigint;
  readonly upTo: bigint;
  readonly limit: number;
}

// What a page may take in memory: one event of a megabyte is usual for nobody, five thousand are possible.
const MOST_BYTES = 8_000_000;

/** Which events to read: a condition on `foldline.events` for each index scan, with the values from `$4` on. */
export interface EventSelection {
  readonly conditions: readonly string[];
  readonly values: readonly unknown[];
}

/** The events of some stored schemas, one scan a type; those of system streams are left out. */
export function selectSchemas(schemas: readonly EventSchema[]): EventSelection {
  const types = [...new Set(schemas.map(({ type }) => type))];
  const versionsOf = (type: string) => schemas.filter((each) => each.type === type).map((each) => each.schemaVersion);
  return {
    conditions: types.map(
      (_, index) =>
        `type = $${4 + 2 * index} and schema_version = any ($${5 + 2 * index}::smallint[]) and left(stream_id, 1) <> '$'`,
    ),
    values: types.flatMap((type) => [type, versionsOf(type)]),
  };
}

/** The events of a category. */
export function selectCategory(category: string): EventSelection {
  return { conditions: ["split_part(stream_id, '-', 1) = $4"], values: [category] };
}

/** Reads the next events of a selection in the order of their positions; without what none of the upcasters looks at. */
export function matchingReader(
  selection: EventSelection,
  upcasters: readonly Upcaster[] | null = null,
): (db: Queryable, range: MatchingRange) => Promise<MatchingPage> {
  const { columns, decode } = storedReading(upcasters);
  const [occurredAt, metadata] = [columns.indexOf("(occurred_at at time zone 'UTC')"), columns.indexOf("metadata")];
  const names = columns.map((_, index) => `c${index}`);
  const columnList = columns.map((column, index) => `${column}::text as c${index}`).join(", ");
  const scans = selection.conditions.map(
    (condition) => `
      (select ${columnList}, position as place, octet_length(data::text) as bytes from foldline.events
        where ${condition} and position > $1 and position <= $2 order by position limit $3)`,
  );
  const statement = `
    select ${names.join(", ")}, found::int as "of" from (
      select *, count(*) over () as found, sum(bytes) over (order by place) - bytes as bytes_before from (
        select * from (${scans.join(" union all ")}) scans order by place limit $3) page) sized
     where bytes_before < ${MOST_BYTES} order by place`;
  return async (db, { after, upTo, limit }) => {
    const values = [after.toString(), upTo.toString(), limit, ...selection.values];
    const { rows } = await db.query<Readonly<Record<string, string>> & { readonly of: number }>(statement, values);
    const fields = rows.map((row) => names.map((name) => row[name] ?? ""));
    const events = fields.flatMap(decode);
    const last = events.at(-1);
    const isLastPage = last === undefined || (events.length < limit && events.length === rows[0]?.of);
    return {
      events,
      textsOf: (index) => ({
        occurredAt: fields[index]?.[occurredAt] ?? "",
        metadata: fields[index]?.[metadata] ?? "{}",
      }),
      readTo: isLastPage ? upTo : last.position,
    };
  };
}

/** How many events of a selection there are in a range. */
export async function countMatching(
  db: Queryable,
  selection: EventSelection,
  { after, upTo }: { readonly after: bigint; readonly upTo: bigint },
): Promise<number> {
  const scans = selection.conditions.map(
    (condition) => `(select count(*) from foldline.events where ${condition} and position > $1 and position <= $2)`,
  );
  // The reader's limit has no part in counting, but its place among the parameters.
  const statement = `select (${scans.join(" + ")})::float8 as events where $3::int is null`;
  const values = [after.toString(), upTo.toString(), null, ...selection.values];
  const { rows } = await db.query<{ events: number }>(statement, values);
  return rows[0]?.events ?? 0;
}
