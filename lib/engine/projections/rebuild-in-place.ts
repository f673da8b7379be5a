import type { Queryable } from "../events";
import { inTransaction } from "../store/transaction";
import { watermark } from "../store/watermark";
import type { HeldPartition } from "./batch";
import { drainTarget, takeInlineGate } from "./inline-gate";
import { upcasterHash } from "./projected-event";
import { ofTheStream, type Projection } from "./projection";
import { readParkedStreams } from "./read-parked-streams";
import { recordDone, recordSample, recordTarget, recordTotal } from "./rebuild-record";
import { enterPhase, type RebuildRun } from "./rebuild-run";
import { replaceRows, storedKeys } from "./replace-rows";
import {
  advanceScopeFold,
  countScopeEvents,
  type FoldedScope,
  partitionScope,
  type ScopeFold,
  streamScope,
} from "./scope-fold";

const PAGE = 2_000;
const MAX_TRIES = 5;
// Appends queue behind it meanwhile; in vain, the job is taken up again when its lease has run out.
const GATE_PATIENCE_MS = 1_000;

/**
 * Folds a stream's or a partition's part of the live read model again and replaces what differs, in one transaction in
 * which its partitions stand still. Nearly all of the events are folded before that begins.
 */
export async function rebuildInPlace(run: RebuildRun): Promise<void> {
  const { context, job } = run;
  const live = await readLive(context.pool, run);
  const scope = await scopeOf(run, live);
  for (let tries = 1; ; tries++) {
    const target = await nearestPosition(run, live, scope);
    await enterPhase(run, "build", (client) => recordTarget(client, job, target));
    await recordTotal(context.pool, job, await countScopeEvents(context.pool, { ...context, scope }, target));
    await recordSample(context.pool, job, "build", run.count);
    if (await foldAndReplace(run, live, scope, target)) return;
    if (tries === MAX_TRIES) throw new Error("Its dead letters were changed again and again meanwhile.");
    run.count.eventsRead = 0;
  }
}

interface LivePartition extends HeldPartition {
  readonly checkpoint: bigint;
}

interface Live {
  readonly tableName: string;
  readonly inline: boolean;
  readonly partitions: readonly LivePartition[];
}

const LIVE = `
select table_name as "tableName", inline_since is not null as inline from foldline.read_models
 where projection = $1 and version = $2 and definition_version = $3 and state = 'live' and table_name is not null`;

async function readLive(db: Queryable, { context, job }: RebuildRun): Promise<Live> {
  const { rows } = await db.query<Omit<Live, "partitions">>(LIVE, [
    job.projection,
    job.version,
    context.projection.version,
  ]);
  const [live] = rows;
  if (live === undefined) throw new Error(`Version ${job.version} is no longer the live one of this definition.`);
  return { ...live, partitions: await readPartitions(db, job) };
}

async function readPartitions(db: Queryable, job: RebuildRun["job"], lock = ""): Promise<LivePartition[]> {
  const { rows } = await db.query<Record<"partition" | "from" | "to", number> & Record<"epoch" | "checkpoint", string>>(
    `select partition, slice_from as from, slice_to as to, lease_epoch as epoch, checkpoint from foldline.partitions
      where projection = $1 and version = $2 order by partition ${lock}`,
    [job.projection, job.version],
  );
  return rows.map(({ partition, from, to, epoch, checkpoint }) => ({
    partition,
    slices: { from, to },
    epoch: Number(epoch),
    checkpoint: BigInt(checkpoint),
  }));
}

async function scopeOf({ context, job }: RebuildRun, { partitions }: Live): Promise<FoldedScope> {
  if (job.scope === "stream") return streamScope(context.pool, context, partitions, job.scopeOf ?? "");
  const partition = partitions.find((each) => each.partition === Number(job.scopeOf));
  if (partition === undefined) throw new Error(`There is no partition ${job.scopeOf}.`);
  return partitionScope(context.projection, partition);
}

/** Up to where all partitions of the scope have come. */
async function nearestPosition({ context, job }: RebuildRun, live: Live, scope: FoldedScope): Promise<bigint> {
  if (live.inline) return watermark(context.pool);
  const wanted = new Set(scope.partitions.map(({ partition }) => partition));
  const checkpoints = (await readPartitions(context.pool, job)).filter(({ partition }) => wanted.has(partition));
  return checkpoints.map(({ checkpoint }) => checkpoint).sort(byPosition)[0] ?? 0n;
}

const byPosition = (a: bigint, b: bigint) => (a < b ? -1 : 1);

/** False when what its partitions leave out has changed meanwhile. */
async function foldAndReplace(run: RebuildRun, live: Live, scope: FoldedScope, target: bigint): Promise<boolean> {
  const { context, job, count, control } = run;
  const { pool, projection } = context;
  const exceptions = (db: Queryable, upTo: bigint) =>
    readParkedStreams(db, { projection, version: job.version, partitions: scope.partitions, after: 0n, upTo });
  const leftOut = await exceptionsDigest(pool, run, target);
  const fold: ScopeFold = { rows: new Map(), position: 0n, eventsRead: 0 };
  const parked = await exceptions(pool, target);
  const admit = async () => {
    count.eventsRead = fold.eventsRead;
    const most = await control.admit(fold.eventsRead);
    return most < PAGE ? Number(most) : PAGE;
  };
  const before = { ...context, scope, parked, checkpointOf: () => target, admit };
  await advanceScopeFold(pool, fold, { ...before, upTo: target });

  return inTransaction(pool, async (client) => {
    if (live.inline) await takeInlineGate(client, projection, GATE_PATIENCE_MS);
    const partitions = await readPartitions(client, job, "for update");
    const now = await readLive(client, run);
    if (now.inline !== live.inline || (await exceptionsDigest(client, run, target)) !== leftOut) return false;
    const end = live.inline ? await drainTarget(client, projection) : null;
    const checkpointOf = (partition: number) =>
      end ?? partitions.find((each) => each.partition === partition)?.checkpoint ?? 0n;
    const furthest = scope.partitions
      .map(({ partition }) => checkpointOf(partition))
      .sort(byPosition)
      .at(-1);
    const upTo = furthest ?? target;
    await advanceScopeFold(client, fold, {
      ...before,
      parked: await exceptions(client, upTo),
      checkpointOf,
      upTo,
      admit: async () => PAGE,
    });
    await addVanished(client, projection, live, run, fold, scope);
    count.eventsRead = fold.eventsRead;
    count.rowsWritten = await replaceRows(client, projection, live.tableName, fold.rows);
    await client.query(
      `update foldline.read_models set upcaster_hash = 'mixed'
        where projection = $1 and version = $2 and upcaster_hash not in ($3, 'mixed')`,
      [job.projection, job.version, upcasterHash(projection, context.chain)],
    );
    await recordSample(client, job, "build", count);
    await recordDone(client, job, count);
    return true;
  });
}

/** Rows of a partition that no event of it names any more are to go: where it can be told that they are its own. */
async function addVanished(
  db: Queryable,
  projection: Projection,
  { tableName }: Live,
  { job }: RebuildRun,
  fold: ScopeFold,
  scope: FoldedScope,
): Promise<void> {
  if (job.scope !== "partition" || (projection.keyedBy === "stream" && projection.key !== ofTheStream)) return;
  for (const { slices } of scope.partitions) {
    for (const key of await storedKeys(db, projection, tableName, slices)) {
      if (!fold.rows.has(key)) fold.rows.set(key, null);
    }
  }
}

async function exceptionsDigest(db: Queryable, { job }: RebuildRun, upTo: bigint): Promise<string> {
  const { rows } = await db.query<{ digest: string }>(
    `select md5(coalesce(string_agg(partition || ' ' || position || ' ' || status, ',' order by partition, position, status), '')) as digest
       from foldline.dead_letters
      where projection = $1 and version = $2 and position <= $3`,
    [job.projection, job.version, upTo.toString()],
  );
  return rows[0]?.digest ?? "";
}
