import "server-only";
import type { Queryable } from "@/lib/engine";
import { countTypeVersions } from "../event-types/event-type-counts";

export interface EventsToRead {
  readonly matching: number;
  readonly all: number;
  /** False: the planner's estimate, because counting would take long. */
  readonly exact: boolean;
}

// What the event types' read model has not counted yet is counted now; more than this takes too long to wait for.
const COUNTABLE = 300_000;

const UNCOUNTED = `
select s.last_value - coalesce((
         select min(t.checkpoint) from foldline.projections p
           join foldline.partitions t on t.projection = p.name and t.version = p.serving_version
          where p.name = 'event-types'), 0) as events
  from foldline.position_seq s`;

const SYSTEM = "left(stream_id, 1) = '$'";

/** How many events of these stored types there are, of how many in all; `null` types: every type. */
export async function eventsToRead(db: Queryable, types: readonly string[] | null): Promise<EventsToRead> {
  const { rows } = await db.query<{ events: string }>(UNCOUNTED);
  if (Number(rows[0]?.events ?? 0) > COUNTABLE) return estimate(db, types);
  const counts = await countTypeVersions(db);
  const sum = (found: typeof counts) => found.reduce((total, { events }) => total + events, 0);
  return { matching: sum(counts.filter(({ type }) => types?.includes(type) ?? true)), all: sum(counts), exact: true };
}

const OF_STREAM = `
select count(*) as events from foldline.events
 where stream_id = $1 and ($2::text[] is null or type = any ($2)) and not ${SYSTEM}`;

/** How many events of these types one stream has. */
export async function eventsOfStream(db: Queryable, streamId: string, types: readonly string[] | null) {
  const { rows } = await db.query<{ events: string }>(OF_STREAM, [streamId, types]);
  return Number(rows[0]?.events ?? 0);
}

async function estimate(db: Queryable, types: readonly string[] | null): Promise<EventsToRead> {
  const [matching, all] = await Promise.all([
    plannedRows(db, "select 1 from foldline.events where $1::text[] is null or type = any ($1)", [types]),
    plannedRows(db, "select 1 from foldline.events", []),
  ]);
  return { matching: types === null ? all : Math.min(matching, all), all, exact: false };
}

async function plannedRows(db: Queryable, statement: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await db.query<{ "QUERY PLAN": readonly [{ Plan: { "Plan Rows": number } }] }>(
    `explain (format json) ${statement}`,
    values,
  );
  return rows[0]?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}
