import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { hostname } from "node:os";
import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { loadChain } from "../evolution/load-chain";
import type { Upcaster } from "../evolution/upcaster";
import { claimRebuild } from "../projections/claim-rebuild";
import { tendInline } from "../projections/inline-join";
import { dropOrphanTables } from "../projections/orphan-tables";
import type { Projection } from "../projections/projection";
import { runRebuild } from "../projections/rebuild";
import { watermark } from "../store/watermark";
import { type AppliedBatch, batchSampler } from "./batch-samples";
import { recordDeployment } from "./deployments";
import { createFeeder, type Feeder } from "./feeder";
import { knownProjections } from "./known-projections";
import { balanceLeases, heldLeases, type Lease, renewLeases } from "./leases";
import { observe } from "./observe";
import { periodically } from "./periodically";
import { retryLoop } from "./retry-loop";
import { recordSeen, recordStopped, type WorkerIdentity } from "./worker-record";

export interface WorkerOptions {
  readonly pool: pg.Pool;
  /** Those in code; the published ones of the console are read from the database, as they appear. */
  readonly projections: readonly Projection[];
  /** Those in code; the active ones of the console are read from the database. */
  readonly upcasters: readonly Upcaster[];
  /** Fires when the worker is to stop: it finishes its batches and gives its leases back. */
  readonly signal: AbortSignal;
  /** Shown in the console; host and process id when left out. */
  readonly name?: string;
  /** Of the program, "4.18.0": what charts call its deployment. */
  readonly release?: string;
  /** What went wrong and where; the worker goes on. */
  readonly onError?: (error: unknown, where: string) => void;
  /** The most events of a batch; 5,000 when left out. */
  readonly batchSize?: number;
}

const SEEN_EVERY_MS = 5_000;
const LEASES_EVERY_MS = 2_000;
const REBUILDS_EVERY_MS = 1_000;
const INLINE_EVERY_MS = 1_000;
const CLEAN_UP_EVERY_MS = 60_000;
const CHAIN_EVERY_MS = 1_000;
const PROJECTIONS_EVERY_MS = 1_000;
const FASTEST_POLL_MS = 5;
const SLOWEST_POLL_MS = 250;
const MAX_FEEDERS_AT_ONCE = 4;

/** Runs projections and rebuilds until the signal fires, sharing them with every other worker of the database. */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const { pool, upcasters, signal, release = null, onError = () => {} } = options;
  // Every loop and every pause listens to it, far more of them than Node takes for a leak.
  setMaxListeners(0, signal);
  const host = hostname();
  const identity: WorkerIdentity = {
    id: randomUUID(),
    name: options.name ?? `${host}:${process.pid}`,
    host,
    pid: process.pid,
  };
  const chain = refreshedChain(() => loadChain(pool, upcasters));
  const known = await knownProjections({ pool, code: options.projections, chain, onError });
  await recordSeen(pool, identity, known.current());
  await recordDeployment(pool, { projections: options.projections, upcasters, release });
  const batches = batchSampler(identity.id);

  const at = (where: string, everyMs: number | (() => number)) => ({
    everyMs: typeof everyMs === "number" ? () => everyMs : everyMs,
    onError: (error: unknown) => onError(error, where),
  });
  const runner = createRunner(options, known.current, chain, {
    worker: identity.name,
    onLeaseLost: () => leases.wake(),
    onBatch: batches.note,
  });
  const leases = periodically(
    signal,
    async () => {
      await renewLeases(pool, identity.id);
      await balanceLeases(pool, identity.id, known.current());
      runner.hold(await heldLeases(pool, identity.id, known.current()));
    },
    at("leases", LEASES_EVERY_MS),
  );
  const poll = adaptivePoll();
  const loops = [
    leases,
    periodically(signal, () => recordSeen(pool, identity, known.current()), at("heartbeat", SEEN_EVERY_MS)),
    periodically(
      signal,
      async () => {
        if (!(await known.refresh())) return;
        await recordSeen(pool, identity, known.current());
        leases.wake();
      },
      at("projections", PROJECTIONS_EVERY_MS),
    ),
    periodically(
      signal,
      async () => {
        const upTo = await watermark(pool);
        poll.note(upTo);
        await runner.run(upTo);
      },
      at("watermark", poll.everyMs),
    ),
    periodically(
      signal,
      async () => {
        // First, so that upcasters that do not fit together leave no job claimed by a worker that cannot run it.
        const current = await chain();
        const projections = known.current();
        const job = await claimRebuild(pool, identity.id, projections);
        const projection = projections.find(({ name }) => name === job?.projection);
        if (job === null || projection === undefined) return;
        const context = { pool, projection, chain: current, worker: identity.name, signal };
        await runRebuild({ ...context, onPartitionsCreated: leases.wake }, job);
      },
      at("rebuilds", REBUILDS_EVERY_MS),
    ),
    periodically(
      signal,
      async () => tendInline(pool, known.current(), chain, await watermark(pool)),
      at("inline projections", INLINE_EVERY_MS),
    ),
    periodically(
      signal,
      async () => {
        await dropOrphanTables(pool);
      },
      at("clean-up", CLEAN_UP_EVERY_MS),
    ),
    retryLoop({ pool, signal, known: known.current, chain, worker: identity.name, onError }),
    ...observe({ pool, signal, chain, batches, onError }),
  ];
  await Promise.all(loops.map(({ done }) => done));
  await runner.idle();
  await batches.store(pool).catch((error) => onError(error, "samples"));
  await recordStopped(pool, identity.id).catch((error) => onError(error, "stopping"));
}

/** Asks quickly while events arrive and ever more slowly while none do. */
function adaptivePoll(): { note(watermark: bigint): void; everyMs(): number } {
  let last = -1n;
  let everyMs = FASTEST_POLL_MS;
  return {
    note(watermark) {
      everyMs = watermark === last ? Math.min(SLOWEST_POLL_MS, everyMs * 1.5) : FASTEST_POLL_MS;
      last = watermark;
    },
    everyMs: () => everyMs,
  };
}

/** The chain as of at most a second ago. */
function refreshedChain(load: () => Promise<UpcasterChain>): () => Promise<UpcasterChain> {
  let loadedAt = Number.NEGATIVE_INFINITY;
  let chain: UpcasterChain | undefined;
  return async () => {
    if (chain === undefined || performance.now() - loadedAt > CHAIN_EVERY_MS) {
      chain = await load();
      loadedAt = performance.now();
    }
    return chain;
  };
}

/** Feeds every read-model version of which this worker holds partitions, a few at once, so that none waits for a slow one. */
function createRunner(
  { pool, signal, onError = () => {}, batchSize = 5_000 }: WorkerOptions,
  projections: () => readonly Projection[],
  chain: () => Promise<UpcasterChain>,
  { worker, onLeaseLost, onBatch }: { worker: string; onLeaseLost: () => void; onBatch: (batch: AppliedBatch) => void },
) {
  const feeders = new Map<string, Feeder>();
  const busy = new Map<Feeder, Promise<void>>();

  function feederOf({ projection, version, definitionVersion, tableName }: Lease): Feeder | undefined {
    const definition = projections().find((each) => each.name === projection && each.version === definitionVersion);
    if (definition === undefined) return undefined;
    const where = `${projection} version ${version}`;
    return createFeeder({
      pool,
      projection: definition,
      version,
      tableName,
      batchSize,
      worker,
      signal,
      onLeaseLost,
      onBatch: (batch) => onBatch({ projection, version, ...batch }),
      onError: (error) => onError(error, where),
    });
  }

  return {
    hold(leases: readonly Lease[]) {
      const byTable = new Map<string, Lease[]>();
      for (const lease of leases) byTable.set(lease.tableName, [...(byTable.get(lease.tableName) ?? []), lease]);
      for (const [table, feeder] of feeders) {
        if (byTable.has(table)) continue;
        feeder.hold([]);
        feeders.delete(table);
      }
      for (const [table, held] of byTable) {
        const [first] = held;
        const feeder = feeders.get(table) ?? (first === undefined ? undefined : feederOf(first));
        if (feeder === undefined) continue;
        feeders.set(table, feeder);
        feeder.hold(held);
      }
    },
    async run(upTo: bigint) {
      const waiting = [...feeders].filter(([, feeder]) => !busy.has(feeder) && feeder.isBehind(upTo));
      if (waiting.length === 0) return;
      const current = await chain();
      for (const [table, feeder] of waiting.slice(0, Math.max(0, MAX_FEEDERS_AT_ONCE - busy.size))) {
        // To the end of the line: one that is always behind does not keep the others waiting.
        feeders.delete(table);
        feeders.set(table, feeder);
        const where = `${feeder.projection.name} version ${feeder.version}`;
        const feeding = feeder
          .feed(upTo, current)
          .catch((error) => onError(error, where))
          .finally(() => busy.delete(feeder));
        busy.set(feeder, feeding);
      }
    },
    async idle() {
      await Promise.all(busy.values());
    },
  };
}
