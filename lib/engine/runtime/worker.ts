import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { hostname } from "node:os";
import type pg from "pg";
import { mergeReducer } from "../aggregates/merge-reducer";
import type { Reducer } from "../aggregates/reducer";
import type { UpcasterChain } from "../evolution/chain";
import { loadChain } from "../evolution/load-chain";
import type { Upcaster } from "../evolution/upcaster";
import { bisectCategory } from "../jobs/bisect-category";
import { copyCategory } from "../jobs/copy-category";
import { foldAsOf } from "../jobs/fold-as-of";
import { verifyUpcaster } from "../jobs/verify-upcaster";
import { inlineTender } from "../projections/inline-join";
import { dropOrphanTables } from "../projections/orphan-tables";
import type { Projection } from "../projections/projection";
import type { CodeEventSchema } from "../schemas/event-schema";
import { registerEventSchemas } from "../schemas/register-event-schemas";
import { watermark } from "../store/watermark";
import { type AppliedBatch, batchSampler } from "./batch-samples";
import { recordDeployment } from "./deployments";
import { createFeeder } from "./feeder";
import { jobLoop } from "./job-loop";
import { knownProjections } from "./known-projections";
import { balanceLeases, heldLeases, renewLeases } from "./leases";
import { observe } from "./observe";
import { periodically } from "./periodically";
import type { Reactor } from "./reactor";
import { rebuildLoop } from "./rebuild-loop";
import { registerCodeUpcasters } from "./register-code-upcasters";
import { registerReactors } from "./register-reactors";
import { retryLoop } from "./retry-loop";
import { createReactorFeeder } from "./run-reactor";
import { createRunner, type Runner } from "./runner";
import { schemaLoop } from "./schema-loop";
import { recordSeen, recordStopped, type WorkerIdentity } from "./worker-record";

export interface WorkerOptions {
  readonly pool: pg.Pool;
  /** Those in code; the published ones of the console are read from the database, as they appear. */
  readonly projections: readonly Projection[];
  readonly reactors?: readonly Reactor[];
  /** Those in code; the active ones of the console are read from the database. */
  readonly upcasters: readonly Upcaster[];
  /** Those that the states of a category can be folded with; the merge reducer only, when left out. */
  readonly reducers?: (category: string) => Promise<readonly Reducer[]>;
  /** JSON Schemas of the code, which the worker publishes. */
  readonly eventSchemas?: readonly CodeEventSchema[];
  /** Fires when the worker is to stop: it finishes its batches and gives its leases back. */
  readonly signal: AbortSignal;
  /** Shown in the console; host and process id when left out. */
  readonly name?: string;
  /** Of the program, "4.18.0": what charts call its deployment; a worker without one runs what others were deployed with. */
  readonly release?: string;
  /** What went wrong and where; the worker goes on. */
  readonly onError?: (error: unknown, where: string) => void;
  /** The most events of a batch; 5,000 when left out. */
  readonly batchSize?: number;
}

const SEEN_EVERY_MS = 5_000;
const LEASES_EVERY_MS = 2_000;
const INLINE_EVERY_MS = 1_000;
const CLEAN_UP_EVERY_MS = 60_000;
const CHAIN_EVERY_MS = 1_000;
const PROJECTIONS_EVERY_MS = 1_000;
const FASTEST_POLL_MS = 5;
const SLOWEST_POLL_MS = 250;

/** Runs projections, reactors and rebuilds until the signal fires, sharing them with every other worker of the database. */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const { pool, upcasters, signal, reactors = [], release, onError = () => {} } = options;
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
  await registerReactors(pool, reactors, await chain());
  await registerCodeUpcasters(pool, upcasters);
  await registerEventSchemas(pool, options.eventSchemas ?? [], onError);
  await recordSeen(pool, identity, [...known.current(), ...reactors]);
  if (release !== undefined) {
    await recordDeployment(pool, { projections: [...options.projections, ...reactors], upcasters, release });
  }
  const batches = batchSampler(identity.id);

  const at = (where: string, everyMs: number | (() => number)) => ({
    everyMs: typeof everyMs === "number" ? () => everyMs : everyMs,
    onError: (error: unknown) => onError(error, where),
  });
  const context: Context = {
    ...options,
    ...{ chain, worker: identity.name, onLeaseLost: () => leases.wake(), onBatch: batches.note },
  };
  const feeding = projectionRunner(known.current, context);
  const reacting = reactorRunner(reactors, context);
  const definitions = () => [...known.current(), ...reactors];
  const leases = periodically(
    signal,
    async () => {
      await renewLeases(pool, identity.id);
      await balanceLeases(pool, identity.id, definitions());
      const held = await heldLeases(pool, identity.id, definitions());
      feeding.hold(held.filter(({ tableName }) => tableName !== null));
      reacting.hold(held.filter(({ tableName }) => tableName === null));
    },
    at("leases", LEASES_EVERY_MS),
  );
  const poll = adaptivePoll();
  const tendInline = inlineTender(pool, known.current, chain);
  const loops = [
    leases,
    periodically(signal, () => recordSeen(pool, identity, definitions()), at("heartbeat", SEEN_EVERY_MS)),
    periodically(
      signal,
      async () => {
        if (!(await known.refresh())) return;
        await recordSeen(pool, identity, definitions());
        leases.wake();
      },
      at("projections", PROJECTIONS_EVERY_MS),
    ),
    periodically(
      signal,
      async () => {
        const upTo = await watermark(pool);
        poll.note(upTo);
        await feeding.run(upTo);
        await reacting.run(upTo);
      },
      at("watermark", poll.everyMs),
    ),
    rebuildLoop({
      ...{ pool, signal, known: known.current, chain, onError },
      worker: identity,
      onPartitionsCreated: leases.wake,
    }),
    jobLoop({
      ...{ pool, signal, chain, upcasters, projections: known.current, worker: identity, onError },
      reducers: options.reducers ?? (async () => [mergeReducer as Reducer]),
      kinds: [verifyUpcaster, copyCategory, foldAsOf, bisectCategory],
      batchSize: options.batchSize ?? 5_000,
    }),
    periodically(signal, async () => tendInline(await watermark(pool)), at("inline projections", INLINE_EVERY_MS)),
    periodically(
      signal,
      async () => {
        await dropOrphanTables(pool);
      },
      at("clean-up", CLEAN_UP_EVERY_MS),
    ),
    schemaLoop({ pool, signal, onError }),
    retryLoop({ pool, signal, known: known.current, reactors, chain, worker: identity.name, onError }),
    ...observe({ pool, signal, chain, batches, onError }),
  ];
  await Promise.all(loops.map(({ done }) => done));
  await Promise.all([feeding.idle(), reacting.idle()]);
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

type Context = WorkerOptions & {
  readonly chain: () => Promise<UpcasterChain>;
  readonly worker: string;
  readonly onLeaseLost: () => void;
  readonly onBatch: (batch: AppliedBatch) => void;
};

function projectionRunner(known: () => readonly Projection[], context: Context): Runner {
  const { pool, signal, chain, worker, onLeaseLost, onBatch, onError = () => {}, batchSize = 5_000 } = context;
  return createRunner({
    chain,
    onError,
    feederOf({ projection, version, definitionVersion, tableName }) {
      const definition = known().find((each) => each.name === projection && each.version === definitionVersion);
      if (definition === undefined || tableName === null) return undefined;
      return createFeeder({
        ...{ pool, projection: definition, version, tableName, batchSize, worker, signal, onLeaseLost },
        onBatch: (batch) => onBatch({ projection, version, ...batch }),
        onError: (error) => onError(error, `${projection} version ${version}`),
      });
    },
  });
}

function reactorRunner(reactors: readonly Reactor[], context: Context): Runner {
  const { pool, signal, chain, worker, onLeaseLost, onBatch, onError = () => {} } = context;
  return createRunner({
    chain,
    onError,
    feederOf({ projection, version, definitionVersion }) {
      const reactor = reactors.find((each) => each.name === projection && each.version === definitionVersion);
      if (reactor === undefined) return undefined;
      return createReactorFeeder({
        ...{ pool, reactor, worker, signal, onLeaseLost },
        onBatch: (batch) => onBatch({ projection, version, ...batch }),
        onError: (error) => onError(error, `reactor ${projection}`),
      });
    },
  });
}
