import "server-only";
import type { Fold, FoldList } from "@/lib/api/folds";
import type { FoldJob } from "@/lib/api/jobs";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { FOLD_AS_OF, FOLD_KEPT_HOURS, foldTableName, jobsProgress, type Queryable, upcasterHash } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { definitionOf } from "@/lib/store";
import { toJob } from "../jobs/job";
import { workerPulse } from "../jobs/live-workers";
import type { ProjectionRow } from "../projections/projection-rows";
import { currentChain } from "../upcasters/current-chain";
import { registeredProjection } from "./folded-projection";

// Those that wait, run or have failed lately, and those whose rows are kept.
const FOLDS = `
select id from foldline.jobs
 where kind = '${FOLD_AS_OF}' and subject = $1 and ($2::uuid is null or id = $2)
   and (status in ('queued', 'running')
        or (finished_at > now() - interval '${FOLD_KEPT_HOURS} hours' and status = 'failed')
        or (finished_at > now() - interval '${FOLD_KEPT_HOURS} hours' and status = 'done' and result ->> 'droppedAt' is null))
 order by (status in ('queued', 'running')) desc, requested_at desc, id limit 100`;

const SIZES = `
select c.relname as name, pg_total_relation_size(c.oid)::float8 as bytes
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = 'foldline_data' and c.relname = any ($1)`;

/** The folds of a read model as of a point: at work first, then the newest. */
export async function listFolds(name: string): Promise<FoldList> {
  await authorize("viewer");
  const row = await registeredProjection(name);
  const [folds, pulse] = await Promise.all([readFolds(pool, row, null), workerPulse(pool)]);
  return { folds, liveWorkers: pulse.live };
}

/** A fold whose rows can be read; an AppError when they are not there yet, or no longer. */
export async function browsableFold(name: string, id: string): Promise<{ fold: Fold; row: ProjectionRow }> {
  const row = await registeredProjection(name);
  const [fold] = await readFolds(pool, row, id);
  if (fold === undefined) {
    throw new AppError(`There is no fold ${id} of ${name} any more: its rows were dropped.`, { code: "not-found" });
  }
  if (!fold.browsable) {
    throw new AppError(`The rows can be read when the fold is done; it is ${fold.job.status}.`, { code: "conflict" });
  }
  return { fold, row };
}

async function readFolds(db: Queryable, row: ProjectionRow, id: string | null): Promise<Fold[]> {
  const { rows } = await db.query<{ id: string }>(FOLDS, [row.name, id]);
  const ids = rows.map((each) => each.id);
  const [jobs, sizes, reading] = await Promise.all([
    jobsProgress(db, ids),
    db.query<{ name: string; bytes: number }>(SIZES, [ids.map(foldTableName)]),
    readingOf(row),
  ]);
  const bytes = new Map(sizes.rows.map((size) => [size.name, size.bytes]));
  return jobs.map(toJob).flatMap((job) => {
    if (job.kind !== FOLD_AS_OF) return [];
    const size = bytes.get(foldTableName(job.id)) ?? null;
    const browsable = job.status === "done" && size !== null;
    return [{ job, bytes: size, browsable, goesAt: goesAt(job), outdated: outdated(job, reading) }];
  });
}

function goesAt({ status, finishedAt }: FoldJob): string | null {
  if (status !== "done" || finishedAt === null) return null;
  return new Date(Date.parse(finishedAt) + FOLD_KEPT_HOURS * 3_600_000).toISOString();
}

type Reading = Pick<FoldJob["params"], "definitionVersion" | "upcasterHash"> | null;

/** What the rows would be folded with today; null when that is not to be had. */
async function readingOf({ name, servingVersion }: ProjectionRow): Promise<Reading> {
  const [projection, chain] = await Promise.all([definitionOf(name, servingVersion ?? 0), currentChain()]);
  if (projection === undefined || chain === null) return null;
  return { definitionVersion: projection.version, upcasterHash: upcasterHash(projection, chain) };
}

function outdated({ params }: FoldJob, reading: Reading): string | null {
  if (reading === null) return null;
  if (params.definitionVersion !== reading.definitionVersion) {
    return `It was folded by definition version ${params.definitionVersion}; consumers see version ${reading.definitionVersion}.`;
  }
  return params.upcasterHash === reading.upcasterHash ? null : "Its events were read with other upcasters.";
}
