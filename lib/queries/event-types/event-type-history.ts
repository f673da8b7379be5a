import "server-only";
import type { TypeHistory } from "@/lib/api/event-type-shape";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type Queryable, watermark } from "@/lib/engine";
import { storedVersions } from "../rebuilds/stored-versions";
import { CATALOGUE_UP_TO, catalogueExists } from "./catalogue-rows";
import { catalogueState } from "./catalogue-state";

const MAX_BARS = 120;

const BUCKETS = [
  { bucket: "day", days: 1, step: "1 day" },
  { bucket: "week", days: 7, step: "7 days" },
  { bucket: "month", days: 30.4, step: "1 month" },
  { bucket: "quarter", days: 91.3, step: "3 months" },
  { bucket: "year", days: 365.2, step: "1 year" },
  { bucket: "decade", days: 3_652, step: "10 years" },
  { bucket: "century", days: 36_524, step: "100 years" },
] as const;

const SPAN = `
select u.up_to, max(d.day) - min(d.day) as days, coalesce(sum(d.events) filter (where d.day is null), 0)::float8 as undated,
       coalesce(sum(d.events), 0)::float8 as counted
  from (${CATALOGUE_UP_TO}) u
  left join (select case when name <> '…' then name::date end as day, events
               from read_models.event_catalogue where facet = 'day' and type = $1) d on true
 group by u.up_to`;

const BARS = `
with counted as (
  select date_trunc($2, name::timestamp) as at, schema_version, sum(events)::float8 as events
    from read_models.event_catalogue where facet = 'day' and type = $1 and name <> '…'
   group by 1, 2),
bars as (select generate_series(min(at), max(at), $3::interval) as at from counted)
select to_char(b.at, 'YYYY-MM-DD') as at,
       array(select coalesce(c.events, 0)
               from unnest($4::int[]) with ordinality as v (version, place)
               left join counted c on c.at = b.at and c.schema_version = v.version
              order by v.place) as events
  from bars b order by b.at`;

interface Reach {
  readonly upTo: bigint;
  /** Between the first day and the last. */
  readonly days: number;
  readonly undated: number;
  readonly counted: number;
}

/** How many events of a type occurred when, by schema version, in spans of the calendar. */
export async function readTypeHistory(type: string): Promise<TypeHistory> {
  await authorize("viewer");
  const stored = await storedVersions(type);
  const [reach, upToNow] = await Promise.all([readReach(pool, type), watermark(pool)]);
  const versions = stored.map(({ schemaVersion }) => schemaVersion).toSorted((a, b) => a - b);
  const { bucket, step } = BUCKETS.find(({ days }) => reach.days / days < MAX_BARS - 1) ?? BUCKETS[6];
  const events = stored.reduce((sum, version) => sum + version.events, 0);
  return {
    type,
    bucket,
    versions,
    bars: reach.counted === 0 ? [] : await readBars(pool, [type, bucket, step, versions]),
    undated: reach.undated,
    catalogue: catalogueState({ upTo: reach.upTo, watermark: upToNow }, { stored: events, counted: reach.counted }),
  };
}

async function readReach(db: Queryable, type: string): Promise<Reach> {
  if (!(await catalogueExists(db))) return { upTo: 0n, days: 0, undated: 0, counted: 0 };
  const { rows } = await db.query<{ up_to: string; days: number | null; undated: number; counted: number }>(SPAN, [
    type,
  ]);
  const [row] = rows;
  return {
    upTo: BigInt(row?.up_to ?? 0),
    days: row?.days ?? 0,
    undated: row?.undated ?? 0,
    counted: row?.counted ?? 0,
  };
}

async function readBars(db: Queryable, values: readonly unknown[]): Promise<TypeHistory["bars"]> {
  const { rows } = await db.query<TypeHistory["bars"][number]>(BARS, values);
  return rows;
}
