import "server-only";
import type { z } from "zod";
import type { BisectionPreflight, BisectionQuery } from "@/lib/api/bisections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { BISECT_CATEGORY, bisectionSubject, bisectStream, ExpressionError, stateCondition } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { type CategoryFold, categoryFold } from "../reducers/category-fold";
import { isInferred } from "../reducers/reducers";
import { sampleStreams } from "../streams/sample-streams";
import { workerPulse } from "./live-workers";

const FIGURES = `
select count(*)::float8 as streams, coalesce(sum(version), 0)::float8 as events
  from foldline.streams where category = $1`;

const RATE = `
select sum(events_done)::float8 / nullif(sum((result ->> 'elapsedMs')::float8), 0) * 1000 as rate
  from (select events_done, result from foldline.jobs
         where kind = '${BISECT_CATEGORY}' and status = 'done' and events_done > 1000
         order by finished_at desc limit 5) past`;

const ACTIVE = `
select id from foldline.jobs where kind = '${BISECT_CATEGORY}' and subject = $1 and status in ('queued', 'running')`;

const TRIED_STREAMS = 40;
const TRYING_MS = 400;

/** What asking a category would read and about how long it takes, and what the condition comes to in some streams. */
export async function preflightBisection(asked: z.output<typeof BisectionQuery>): Promise<BisectionPreflight> {
  await authorize("viewer");
  const { category, condition } = asked;
  const fold = await categoryFold(category, asked.reducer);
  const subject = bisectionSubject({ category, condition, reducer: fold.reducer });
  const [figures, rate, active, pulse] = await Promise.all([
    pool.query<{ streams: number; events: number }>(FIGURES, [category]),
    pool.query<{ rate: number | null }>(RATE),
    pool.query<{ id: string }>(ACTIVE, [subject]),
    workerPulse(pool),
  ]);
  const { streams = 0, events = 0 } = figures.rows[0] ?? {};
  if (streams === 0) throw new AppError(`There is no stream of the category "${category}".`, { code: "not-found" });
  const measured = rate.rows[0]?.rate ?? null;
  const problem = problemOf(condition);
  const { name, version } = fold.reducer;
  return {
    ...{ category, condition, streams, events, problem, reducers: [...fold.reducers] },
    reducer: { name, version, inferred: isInferred(fold.reducer) },
    seconds: measured === null ? null : events / measured,
    tried: problem === null ? await tryCondition(fold, category, condition) : NOTHING_TRIED,
    active: active.rows[0]?.id ?? null,
    liveWorkers: pulse.live,
  };
}

function problemOf(condition: string): BisectionPreflight["problem"] {
  try {
    stateCondition(condition);
    return null;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { message: error.message, from: error.place?.start ?? null, to: error.place?.end ?? null };
  }
}

const NOTHING_TRIED: BisectionPreflight["tried"] = { streams: 0, found: 0, undecided: 0, unreadable: 0, first: null };

async function tryCondition(fold: CategoryFold, category: string, text: string): Promise<BisectionPreflight["tried"]> {
  const condition = stateCondition(text);
  const tried = { ...NOTHING_TRIED };
  const until = performance.now() + TRYING_MS;
  for (const streamId of await sampleStreams(category, TRIED_STREAMS)) {
    const withinMs = until - performance.now();
    if (withinMs <= 0) break;
    const bisected = await bisectStream({ db: pool, ...fold }, streamId, condition, { withinMs });
    if (bisected.cut) break;
    tried.streams += 1;
    if (bisected.found !== null) tried.found += 1;
    else if (bisected.undecided !== null) {
      tried.undecided += 1;
      tried.first ??= bisected.undecided.error.message;
    }
    if (bisected.problems.length > 0) tried.unreadable += 1;
  }
  return tried;
}
