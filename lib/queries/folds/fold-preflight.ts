import "server-only";
import type { FoldPoint, FoldPreflight } from "@/lib/api/folds";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { countFoldable, FOLD_AS_OF, type LogPoint } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { eventsToRead } from "../events/events-to-read";
import { workerPulse } from "../jobs/live-workers";
import type { ProjectionRow } from "../projections/projection-rows";
import { tableFigures } from "../projections/table-figures";
import { estimateRebuild, type PastRate } from "../rebuilds/rebuild-estimate";
import { currentChain } from "../upcasters/current-chain";
import { foldedDefinition, registeredProjection } from "./folded-projection";
import { describePoint, logPointOf } from "./log-point";

const ACTIVE = `
select id, case when paused_at is null then status else 'paused' end as status from foldline.jobs
 where kind = '${FOLD_AS_OF}' and subject = $1 and status in ('queued', 'running')`;

// At work, without pauses.
const RATES = `
select subject as projection, events_done::float8 as events,
       events_done / ((result ->> 'elapsedMs')::float8 / 1000) as rate
  from foldline.jobs
 where kind = '${FOLD_AS_OF}' and status = 'done' and events_done > 0 and (result ->> 'elapsedMs')::float8 > 0
 order by finished_at desc limit 200`;

/** What folding a whole read model as of a point would read and take, as of now. */
export async function preflightFold(name: string, asked: FoldPoint): Promise<FoldPreflight> {
  await authorize("viewer");
  const point = logPointOf(asked);
  if (point === null) throw new AppError("Give either a position or an instant.", { code: "invalid" });
  const row = await registeredProjection(name);
  const [counted, rates, figures, pulse, blockedBy] = await Promise.all([
    countEvents(row, point),
    pool.query<PastRate>(RATES),
    tableFigures(pool, row.tableName === null ? [] : [row.tableName]),
    workerPulse(pool),
    whyNot(row),
  ]);
  const now = figures.get(row.tableName ?? "");
  return {
    projection: name,
    point: describePoint(point),
    types: row.definition.types === null ? null : [...row.definition.types],
    ...counted,
    estimate: estimateRebuild(name, counted.events, rates.rows),
    rowsNow: now?.rows ?? null,
    bytesNow: now?.bytes ?? null,
    blockedBy,
    liveWorkers: pulse.live,
  };
}

// Counting so many takes a few tenths of a second.
const COUNTABLE = 2_000_000;

async function countEvents({ definition }: ProjectionRow, point: LogPoint) {
  const { types, reads } = definition;
  const sources =
    types === null ? null : reads === "stored" ? types : ((await currentChain())?.sourcesOf(types) ?? types);
  const all = await eventsToRead(pool, sources);
  const exact = all.exact && all.matching <= COUNTABLE;
  const events = exact ? await countFoldable(pool, sources, point) : all.matching;
  return { events, eventsExact: exact, eventsInStore: all.all };
}

/** Why there can be no fold now; `null` when there can. */
async function whyNot(row: ProjectionRow): Promise<string | null> {
  try {
    await foldedDefinition(row);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  const { rows } = await pool.query<{ id: string; status: string }>(ACTIVE, [row.name]);
  return rows[0] === undefined ? null : `A fold of it is ${rows[0].status} already; there is one at a time.`;
}
