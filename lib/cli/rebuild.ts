import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { pool } from "@/lib/db/pool";
import {
  liveWorkers,
  loadChain,
  type RebuildProgress,
  rebuildProgress,
  registerProjections,
  requestRebuild,
  runWorker,
} from "@/lib/engine";
import { projections, upcasters } from "@/lib/store";
import { formatDuration, formatSeconds } from "../format/duration";
import { formatCount, formatRate } from "../format/number";
import { stopSignal } from "../launch/stop-signal";
import { UsageError } from "./command";
import { progressBar } from "./progress-bar";

export const summary = "Replay a projection's events into a new read model.";

export const usage = `
Usage: npx foldline rebuild NAME [--promote] [--reason TEXT] [--json]

Fills a new version of the read model beside the one that consumers see, and waits until it is ready. A live worker
does it; when there is none, this process does. Ctrl-C leaves the rebuild to a worker; the console can cancel it.

  --promote      make it the one that consumers see as soon as it is ready
  --reason TEXT  kept with the rebuild
  --json         the result as JSON
`;

const POLL_MS = 250;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { promote: { type: "boolean" }, reason: { type: "string" }, json: { type: "boolean" } },
  });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw new UsageError(`Name one projection: ${known()}.`);
  const projection = projections.find((each) => each.name === name);
  if (projection === undefined) throw new UsageError(`There is no projection "${name}". There are: ${known()}.`);

  await registerProjections(pool, [projection], await loadChain(pool, upcasters));
  const { id } = await requestRebuild(pool, {
    projection: name,
    requestedBy: "command line",
    promoteWhenReady: values.promote ?? false,
    ...(values.reason === undefined ? {} : { reason: values.reason }),
  });
  const own = new AbortController();
  const worker =
    (await liveWorkers(pool)).length > 0
      ? Promise.resolve()
      : runWorker({ pool, projections: [projection], upcasters, signal: own.signal, name: "foldline rebuild" });
  worker.catch(() => undefined);
  const interrupted = stopSignal();
  let progress: RebuildProgress;
  try {
    progress = await Promise.race([follow(id, values.promote ?? false, interrupted), failing(worker)]);
  } finally {
    own.abort();
    await worker.catch(() => undefined);
  }
  process.stdout.write(values.json ? `${JSON.stringify(toJson(progress))}\n` : `${inWords(progress)}\n`);
  return succeeded(progress, values.promote ?? false) ? 0 : 1;
}

function known(): string {
  return projections.map(({ name }) => name).join(", ");
}

/** Never resolves; rejects when the worker of this process fails. */
async function failing(worker: Promise<void>): Promise<never> {
  await worker;
  return new Promise(() => undefined);
}

async function follow(id: string, promoting: boolean, interrupted: AbortSignal): Promise<RebuildProgress> {
  const bar = progressBar("Rebuild");
  try {
    for (;;) {
      const progress = await rebuildProgress(pool, id);
      if (progress === null) throw new Error(`Rebuild ${id} is gone.`);
      bar.update(Math.round(progress.fraction * 1000), 1000, note(progress));
      if (isOver(progress, promoting)) return progress;
      if (interrupted.aborted) throw new Error(`Interrupted; rebuild ${id} is left to a worker.`);
      await sleep(POLL_MS);
    }
  } finally {
    bar.stop();
  }
}

function isOver({ status, error }: RebuildProgress, promoting: boolean): boolean {
  if (status === "ready") return !promoting || error !== null;
  return status === "promoted" || status === "failed" || status === "cancelled";
}

function succeeded({ status }: RebuildProgress, promoting: boolean): boolean {
  return status === "promoted" || (status === "ready" && !promoting);
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
  const { projection, version, status, eventsRead, rowsWritten, elapsedMs, rate, error } = progress;
  const what = `${projection} version ${version}`;
  if (status === "failed") return `${what} failed: ${error?.message ?? "for an unknown reason"}`;
  if (status === "cancelled") return `${what} was cancelled.`;
  const took = `in ${formatDuration(elapsedMs ?? 0)}, ${formatRate(rate ?? 0)} events/s`;
  const done = `${formatCount(eventsRead)} events into ${formatCount(rowsWritten)} rows ${took}.`;
  if (status === "promoted") return `${what} is what read_models shows: ${done}`;
  return error === null ? `${what} is ready: ${done}` : `${what} is ready but was not promoted: ${error.message}`;
}
