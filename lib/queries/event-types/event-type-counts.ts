import "server-only";
import type { Queryable } from "@/lib/engine";

/** How often one schema version of a type was stored. */
export interface TypeVersionCount {
  readonly type: string;
  readonly schemaVersion: number;
  readonly events: number;
  readonly firstPosition: bigint;
  readonly lastPosition: bigint;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

interface Row {
  type: string;
  schema_version: number;
  events: string;
  first_position: string;
  last_position: string;
  first_at: Date;
  last_at: Date;
}

// What the read model of the built-in projection event-types has counted, as of its checkpoint, in the snapshot of
// the same statement; and the events behind that checkpoint, counted now. So the figures are exact, worker or not.
const COUNTED = `
select type, schema_version, events, first_position, last_position, first_occurred_at, last_occurred_at
  from read_models.event_types`;

const NOTHING_COUNTED = `
select null::text, null::int, null::bigint, null::bigint, null::bigint, null::timestamptz, null::timestamptz where false`;

const counts = (counted: string) => `
with counted (type, schema_version, events, first_position, last_position, first_at, last_at) as (${counted}),
up_to as (
  select coalesce(min(t.checkpoint), 0) as position
    from foldline.projections p
    join foldline.partitions t on t.projection = p.name and t.version = p.serving_version
   where p.name = 'event-types' and exists (select 1 from counted)),
tail as (
  select type, schema_version::int, count(*), min(position), max(position), min(occurred_at), max(occurred_at)
    from foldline.events
   where left(stream_id, 1) <> '$' and position > (select position from up_to)
   group by 1, 2)
select type, schema_version, sum(events)::bigint as events, min(first_position) as first_position,
       max(last_position) as last_position, min(first_at) as first_at, max(last_at) as last_at
  from (select * from counted union all select * from tail) every
 group by type, schema_version
 order by min(first_position)`;

/** Counts of every stored (type, schema version), in the order in which they first appeared. */
export async function countTypeVersions(db: Queryable): Promise<TypeVersionCount[]> {
  const view = await db.query<{ there: boolean }>("select to_regclass('read_models.event_types') is not null as there");
  const { rows } = await db.query<Row>(counts(view.rows[0]?.there === true ? COUNTED : NOTHING_COUNTED));
  return rows.map((row) => ({
    type: row.type,
    schemaVersion: row.schema_version,
    events: Number(row.events),
    firstPosition: BigInt(row.first_position),
    lastPosition: BigInt(row.last_position),
    firstAt: row.first_at,
    lastAt: row.last_at,
  }));
}
