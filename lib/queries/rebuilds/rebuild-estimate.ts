import "server-only";
import type { StaleProjection } from "@/lib/api/upcaster-consequences";
import type { Queryable } from "@/lib/engine";

// A rebuild that was throttled, or of a part only, says nothing about how fast a whole one can be.
const RATES = `
select projection, events_total::float8 as events,
       events_total::float8 / extract(epoch from finished_at - started_at)::float8 as rate
  from foldline.rebuilds
 where status in ('ready', 'promoted') and events_total > 0 and finished_at > started_at
   and scope = 'whole' and throttle is null
 order by finished_at desc limit 200`;

const RUNS = 3;
// Of a few events, a run is mostly its beginning and its end.
const TELLING_EVENTS = 10_000;

export interface PastRate {
  readonly projection: string;
  readonly events: number;
  readonly rate: number;
}

/** Events a second of past rebuilds, the newest first. */
export async function pastRebuildRates(db: Queryable): Promise<PastRate[]> {
  const { rows } = await db.query<PastRate>(RATES);
  return rows;
}

/** How long a rebuild of a projection will take, by its own last runs, or else by long ones of others. */
export function estimateRebuild(
  projection: string,
  events: number,
  rates: readonly PastRate[],
): StaleProjection["estimate"] {
  const own = rates.filter((past) => past.projection === projection).slice(0, RUNS);
  const runs = own.length > 0 ? own : rates.filter((past) => past.events >= TELLING_EVENTS).slice(0, RUNS);
  if (runs.length === 0) return null;
  const seconds = runs.reduce((sum, { rate }) => sum + events / rate, 0) / runs.length;
  return { seconds, runs: runs.length, ofOthers: own.length === 0 };
}
