import type pg from "pg";
import type { Queryable } from "../events";
import { loadChain } from "../evolution/load-chain";
import { type BatchEvents, readBatchEvents } from "../projections/batch-events";
import { eventFilter } from "../projections/event-filter";
import { ensureFoldTable, FOLD_AS_OF, foldTableName } from "../projections/fold-table";
import { dataTable } from "../projections/identifiers";
import { leftOutBefore } from "../projections/left-out-before";
import { loadProjections } from "../projections/load-projections";
import { countsAt, type LogPoint } from "../projections/log-point";
import { eventReading, upcasterHash } from "../projections/projected-event";
import { inTransaction } from "../store/transaction";
import { applyRawPage } from "./apply-raw-page";
import { JobUnavailableError } from "./errors";
import { groupFinding } from "./findings";
import { type FoldedPage, type FoldTarget, foldPage } from "./fold-page";
import { FoldParams, type FoldResult, NOTHING_FOLDED, pointOf } from "./fold-params";
import type { JobBatch, JobContext, JobKind, JobState, StartedJob, StoredBatch } from "./job-kind";
import { holdJob } from "./job-record";

// A page reads one range of positions: one in which nothing counts is no reason to give no sign of being there.
const MOST_POSITIONS = 200_000n;

/** Folds a whole read model as of a point into a table of its own; nothing that is served is touched. */
export const foldAsOf: JobKind = {
  kind: FOLD_AS_OF,
  async open(context, job, reader) {
    const params = FoldParams.parse(job.params);
    const { projection, chain } = await foldedWith(context, job, params);
    const tableName = foldTableName(job.id);
    // Behind the job's lock: one that was cancelled gets no table any more.
    await inTransaction(context.pool, async (client) => {
      await holdJob(client, job);
      await ensureFoldTable(client, projection, tableName);
    });
    const reading = eventReading(projection, chain);
    const run: Run = { context, job, point: pointOf(params), target: { projection, reading, tableName } };
    return {
      count: () => countCounting(run),
      next: pages(run, reader),
      finish: (client) => analyze(client, tableName),
    };
  },
};

interface Run {
  readonly context: JobContext;
  readonly job: StartedJob;
  readonly point: LogPoint;
  readonly target: FoldTarget;
}

/** What it was asked to be folded with, where that is still to be had. */
async function foldedWith({ pool, upcasters, projections }: JobContext, { subject }: StartedJob, params: FoldParams) {
  const chain = await loadChain(pool, upcasters);
  const code = projections().filter(({ source }) => source === "code");
  const projection = (await loadProjections(pool, code)).projections.find(
    ({ name, version }) => name === subject && version === params.definitionVersion,
  );
  if (projection === undefined) {
    throw new JobUnavailableError(`This worker has no definition version ${params.definitionVersion} of ${subject}.`);
  }
  if (upcasterHash(projection, chain) !== params.upcasterHash) {
    throw new JobUnavailableError("The active upcasters have changed since it was asked for. Ask for it again.");
  }
  return { projection, chain };
}

/** Page after page, each read while the one before it is folded and stored. */
function pages(run: Run, reader: pg.PoolClient): (state: JobState) => Promise<JobBatch> {
  const { job, point, context, target } = run;
  const end = point.position !== undefined && point.position < job.upTo ? point.position : job.upTo;
  const asOf = point.instant === undefined ? {} : { asOf: point };
  const readAfter = (after: bigint) => {
    const to = end - after < MOST_POSITIONS ? end : after + MOST_POSITIONS;
    const range = { after, upTo: to, limit: context.batchSize, ...asOf };
    const page = readBatchEvents(reader, range, target.reading, null).then((events) => {
      const readTo = events.complete ? to : BigInt(events.rows.at(-1)?.[0] ?? to);
      return { events, checkpoint: readTo >= end ? job.upTo : readTo };
    });
    page.catch(() => undefined);
    return page;
  };
  let ahead: ReturnType<typeof readAfter> | null = null;
  return async (state) => {
    const { events, checkpoint } = await (ahead ?? readAfter(state.checkpoint));
    ahead = checkpoint < job.upTo ? readAfter(checkpoint) : null;
    return batchOf(run, state, events, checkpoint);
  };
}

async function batchOf(run: Run, state: JobState, page: BatchEvents, checkpoint: bigint): Promise<JobBatch> {
  const { job, context, point, target } = run;
  const before = (state.result as FoldResult | null) ?? NOTHING_FOLDED;
  const last = page.rows.at(-1)?.[0] ?? before.last;
  const isEnd = checkpoint === job.upTo;
  const leftOut = isEnd ? await countLeftOut(context.pool, target, point, last) : null;
  const { apply } = target.projection;
  const write =
    apply === null
      ? await foldPage(context.pool, target, page, before.parked)
      : (client: pg.PoolClient) => applyRawPage(client, target, apply, page, before.parked);
  return {
    checkpoint,
    events: page.rows.length,
    store: (commit) =>
      commit(async (client) => {
        const folded = await write(client);
        const rows = await rowsAfter(client, target, before, folded, isEnd);
        return counted({ ...before, last, leftOut, rows }, folded);
      }),
  };
}

function counted(before: FoldResult, { parked, findings }: FoldedPage): StoredBatch {
  const reasons = [...before.reasons];
  const grouped = findings.map((finding) => groupFinding(reasons, finding));
  const of = (kind: string) => findings.filter((finding) => finding.kind === kind).length;
  const result: FoldResult = {
    ...before,
    ...{ failed: before.failed + of("failed"), heldBack: before.heldBack + of("held-back"), parked, reasons },
  };
  return { result, findings: grouped };
}

/** How many rows there are now; what an author's own SQL did to them is counted at the end. */
async function rowsAfter(
  db: Queryable,
  { tableName }: FoldTarget,
  { rows: before }: FoldResult,
  { added }: FoldedPage,
  isEnd: boolean,
): Promise<number> {
  if (added !== null) return before + added;
  if (!isEnd) return before;
  const { rows } = await db.query<{ rows: number }>(`select count(*)::float8 as rows from ${dataTable(tableName)}`);
  return rows[0]?.rows ?? 0;
}

async function countLeftOut(db: Queryable, { reading }: FoldTarget, point: LogPoint, last: string | null) {
  if (point.instant === undefined || last === null) return 0;
  return leftOutBefore(db, { condition: "true", values: [], types: reading.types }, BigInt(last), point);
}

async function countCounting({ context, job, point, target }: Run): Promise<number> {
  const counts = countsAt(point, 2);
  const { rows } = await context.pool.query<{ events: number }>(
    `select count(*)::float8 as events from foldline.events
      where position <= $1 and ${counts.condition} and ${eventFilter(target.reading.types, null)}`,
    [job.upTo.toString(), counts.value],
  );
  return rows[0]?.events ?? 0;
}

// Whoever compares it with the live rows joins two large tables.
async function analyze(db: Queryable, tableName: string): Promise<void> {
  await db.query(`analyze ${dataTable(tableName)}`);
}
