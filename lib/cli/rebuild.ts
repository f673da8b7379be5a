import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { pool } from "@/lib/db/pool";
import {
  liveWorkers,
  loadChain,
  newestDefinitions,
  type Projection,
  type RebuildProgress,
  rebuildProgress,
  registerProjections,
  runWorker,
} from "@/lib/engine";
import { requestRebuild } from "@/lib/operations/request-rebuild";
import { projections, upcasters } from "@/lib/store";
import { formatDuration, formatSeconds } from "../format/duration";
import { formatCount, formatRate } from "../format/number";
import { stopSignal } from "../launch/stop-signal";
import { asCommandLine } from "./acting";
import { UsageError } from "./command";
import { progressBar } from "./progress-bar";

export const summary = "Replay a projection's events into a new read model.";

export const usage = `
Usage: npx foldline rebuild NAME [--promote | --promote-when-clean] [--reason TEXT] [--json]

Fills a new version of the read model beside the one that consumers see, and waits until it is ready. A live worker
does it; when there is none, this process does. Ctrl-C leaves the rebuild to a worker; the console can cancel it.

  --promote             make it the one that consumers see as soon as it is ready
  --promote-when-clean  the same, if its rows do not differ from those that consumers see now
  --reason TEXT         kept with the rebuild
  --json                the result as JSON
`;

const POLL_MS = 250;
const LOOK_FOR_WORKERS_MS = 2_000;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      promote: { type: "boolean" },
      "promote-when-clean": { type: "boolean" },
      reason: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const [name] = positionals;
  const all = await projections();
  const known = newestDefinitions(all)
    .map((each) => each.name)
    .join(", ");
  if (name === undefined || positionals.length > 1) throw new UsageError(`Name one projection: ${known}.`);
  const projection = all.find((each) => each.name === name);
  if (projection === undefined) throw new UsageError(`There is no projection "${name}". There are: ${known}.`);

  await registerProjections(pool, [projection], await loadChain(pool, upcasters));
  const promotion = policyOf(values);
  const { id } = await asCommandLine(() =>
    requestRebuild({
      projection: name,
      promotion,
      ...(values.reason === undefined ? {} : { reason: values.reason }),
    }),
  );
  const ownWorker = standbyWorker(projection);
  const progress = await follow(id, ownWorker).finally(ownWorker.stop);
  process.stdout.write(values.json ? `${JSON.stringify(toJson(progress))}\n` : `${inWords(progress)}\n`);
  return succeeded(progress) ? 0 : 1;
}

function policyOf(flags: {
  readonly promote?: boolean;
  readonly "promote-when-clean"?: boolean;
}): RebuildProgress["promotion"] {
  if (flags.promote && flags["promote-when-clean"]) {
    throw new UsageError("Give --promote or --promote-when-clean, not both.");
  }
  if (flags.promote) return "always";
  return flags["promote-when-clean"] ? "when-clean" : "manual";
}

interface StandbyWorker {
  /** Works here when no live worker knows the projection; throws when that fails. */
  ensure(): Promise<void>;
  stop(): Promise<void>;
}

function standbyWorker(projection: Projection): StandbyWorker {
  const stopping = new AbortController();
  const subscription = `${projection.name}@${projection.version}`;
  let running: Promise<void> | undefined;
  let failure: unknown;
  let nextLookAt = 0;
  return {
    async ensure() {
      if (failure !== undefined) throw failure;
      if (running !== undefined || Date.now() < nextLookAt) return;
      nextLookAt = Date.now() + LOOK_FOR_WORKERS_MS;
      const workers = await liveWorkers(pool);
      if (workers.some(({ projections: known }) => known.includes(subscription))) return;
      const name = "foldline rebuild";
      // The console's own are found in the database.
      const code = projection.source === "code" ? [projection] : [];
      running = runWorker({ pool, projections: code, upcasters, signal: stopping.signal, name }).catch((error) => {
        failure = error;
      });
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function follow(id: string, ownWorker: StandbyWorker): Promise<RebuildProgress> {
  const interrupted = stopSignal();
  const bar = progressBar("Rebuild");
  try {
    for (;;) {
      const progress = await rebuildProgress(pool, id);
      if (progress === null) throw new Error(`Rebuild ${id} is gone.`);
      bar.update(Math.floor(progress.fraction * 1000), 1000, note(progress));
      if (isOver(progress)) return progress;
      if (interrupted.aborted) throw new Error(`Interrupted; rebuild ${id} is left to a worker.`);
      await ownWorker.ensure();
      await sleep(POLL_MS);
    }
  } finally {
    bar.stop();
  }
}

function isOver({ status, promotion, verification, error }: RebuildProgress): boolean {
  if (status === "ready") {
    return promotion === "manual" || error !== null || (promotion === "when-clean" && !verification?.clean);
  }
  return status === "promoted" || status === "failed" || status === "cancelled";
}

function succeeded({ status, promotion }: RebuildProgress): boolean {
  return status === "promoted" || (status === "ready" && promotion === "manual");
}

function note({ status, phase, eventsRead, eventsTotal, rate, etaSeconds, attempt }: RebuildProgress): string {
  if (status === "queued") return "waiting for a worker";
  const parts = [phase ?? status, `${formatCount(eventsRead)} of ${formatCount(eventsTotal ?? 0)} events`];
  if (rate !== null) parts.push(`${formatRate(rate)} events/s`);
  if (etaSeconds !== null && etaSeconds > 0) parts.push(`${formatSeconds(etaSeconds * 1000)} left`);
  if (attempt > 1) parts.push(`attempt ${attempt}`);
  return parts.join("  ");
}

function toJson({ samples, ...progress }: RebuildProgress): object {
  return { ...progress, samples: samples.length };
}

function inWords(progress: RebuildProgress): string {
  const { projection, version, status, promotion, eventsRead, rowsWritten, elapsedMs, rate, error } = progress;
  const what = `${projection} version ${version}`;
  if (status === "failed") return `${what} failed: ${error?.message ?? "for an unknown reason"}`;
  if (status === "cancelled") return `${what} was cancelled.`;
  const took = `in ${formatDuration(elapsedMs ?? 0)}, ${formatRate(rate ?? 0)} events/s`;
  const done = `${formatCount(eventsRead)} events into ${formatCount(rowsWritten)} rows ${took}.`;
  if (status === "promoted") return `${what} is what read_models shows: ${done}`;
  if (error !== null) return `${what} is ready but was not promoted: ${error.message}`;
  const differs = promotion === "when-clean" ? " but was not promoted, because its rows differ" : "";
  return `${what} is ready${differs}: ${done}`;
}
