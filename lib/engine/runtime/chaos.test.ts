import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CrashingServer, startCrashingServer } from "../../testing/crashing-server";
import type { NewEvent } from "../events";
import { compileChain } from "../evolution/chain";
import { RebuildInProgressError } from "../projections/errors";
import { foldEvent, foldStep, type Rows } from "../projections/fold";
import type { Projection } from "../projections/projection";
import { registerProjections } from "../projections/register";
import { requestRebuild } from "../projections/request-rebuild";
import { allEvents, appendEvents, storedRows } from "../projections/testing/ledger";
import { postgresEventStore } from "../store/postgres-event-store";
import { watermark } from "../store/watermark";
import { chaosProjections, TOO_LARGE } from "./testing/chaos-projections";

const PROCESS = fileURLToPath(new URL("./testing/chaos-worker.ts", import.meta.url));
const CHAOS_MS = 20_000;
const CALM_MS = 90_000;
const seed = fc.readConfigureGlobal()?.seed ?? Date.now() % 2 ** 31;
const drawn = fc.sample(fc.nat(), { seed, numRuns: 20_000 });
let draws = 0;
const draw = (below: number) => (drawn[draws++ % drawn.length] ?? 0) % below;

let server: CrashingServer;
let pool: pg.Pool;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  server = await startCrashingServer();
  pool = new pg.Pool({ connectionString: server.url, max: 10 });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await pool.end();
  await server.stop();
});

function startWorker(): void {
  const args = ["--conditions=react-server", "--import", "tsx", PROCESS, server.url];
  workers.push(spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] }));
}

async function killWorker(): Promise<void> {
  const [worker] = workers.splice(draw(workers.length), 1);
  if (worker === undefined) return;
  // Nothing but this ends a worker: it outlives its database.
  expect(worker.exitCode, `seed ${seed}`).toBeNull();
  worker.kill("SIGKILL");
  await once(worker, "exit");
}

/** A history that a rebuild has to read. */
async function fill(): Promise<void> {
  for (let stream = 0; stream < 40; stream++) {
    const events = Array.from({ length: 150 }, () => ({ stream: `a-${stream}`, ...anyEvent() }));
    await appendEvents(pool, events);
  }
}

/** Appends for ever; what the store has acknowledged is counted, what failed may or may not be there. */
async function trade(calm: AbortSignal, acknowledged: Map<string, number>): Promise<void> {
  const chain = compileChain([]);
  const store = postgresEventStore(pool, { inline: { projections: chaosProjections, chain: async () => chain } });
  while (!calm.aborted) {
    const streamId = `a-${draw(40)}`;
    const events = Array.from({ length: 1 + draw(20) }, () => anyEvent());
    const { version } = await store.append(streamId, "any", events).catch(() => ({ version: 0 }));
    if (version === 0) await sleep(50);
    else acknowledged.set(streamId, Math.max(version, acknowledged.get(streamId) ?? 0));
  }
}

function anyEvent(): NewEvent {
  if (draw(60) === 0) return { type: "Closed", data: {} };
  const amount = draw(800) === 0 ? TOO_LARGE : draw(500) / 100;
  return { type: "Moved", data: { to: `t-${draw(12)}`, amount, text: `${draw(1000)}` } };
}

const promoted: string[] = [];

async function rebuildOne(): Promise<void> {
  const { name } = chaosProjections[draw(chaosProjections.length)] as Projection;
  // Slow, so that what happens next happens to it.
  const request = { projection: name, requestedBy: "chaos", promotion: "always", throttle: 4_000 } as const;
  // One is under way already, or the database is just away.
  await requestRebuild(pool, request).then(
    ({ version }) => promoted.push(`${name} ${version}`),
    (error) => error instanceof RebuildInProgressError,
  );
}

/** Waits until every worker has registered, for a while: on a busy machine, one that starts would be all that is hit. */
async function workersAtWork(): Promise<void> {
  const pids = workers.map(({ pid }) => pid ?? 0);
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; await sleep(50)) {
    const statement = "select count(*)::int as started from foldline.workers where pid = any ($1)";
    const seen = await pool.query<{ started: number }>(statement, [pids]).catch(() => ({ rows: [] }));
    if (seen.rows[0]?.started === pids.length) return;
  }
}

/** Kills, crashes and rebuilds at random moments; how often it did what. */
async function disturb(until: number): Promise<{ kills: number; crashes: number }> {
  const done = { kills: 0, crashes: 0 };
  for (let turn = 0; Date.now() < until || done.crashes < 2 || done.kills < 2; turn++) {
    await workersAtWork();
    await rebuildOne();
    await sleep(200 + draw(2_000));
    if (turn % 2 === 0) {
      await server.crash();
      done.crashes++;
    } else {
      await killWorker();
      startWorker();
      done.kills++;
    }
  }
  return done;
}

const UNFINISHED = `
select (select count(*)::int from foldline.rebuilds where status in ('queued', 'running', 'ready')) as rebuilds,
       (select count(*)::int from foldline.partitions p
         join foldline.read_models r on r.projection = p.projection and r.version = p.version
        where r.state in ('live', 'retired') and r.inline_since is null and p.checkpoint < $1) as behind`;

async function settled(): Promise<{ rebuilds: number; behind: number }> {
  const { rows } = await pool.query(UNFINISHED, [(await watermark(pool)).toString()]);
  return rows[0];
}

/** A fold from scratch; a stream that fails waits from there on. */
async function fromScratch(folded: Projection): Promise<Rows> {
  const rows: Rows = new Map();
  const parked = new Set<string>();
  for (const event of await allEvents(pool)) {
    const step = parked.has(event.streamId) ? null : foldStep(folded, event);
    try {
      if (step !== null) foldEvent(folded, rows, [step]);
    } catch {
      parked.add(event.streamId);
    }
  }
  return new Map([...rows].filter(([, row]) => row !== null).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function liveVersion({ name }: Projection): Promise<number> {
  const statement = "select version from foldline.read_models where projection = $1 and state = 'live'";
  return (await pool.query(statement, [name])).rows[0].version;
}

test("workers killed and the database crashed at random leave every read model as a fold from scratch", async () => {
  const label = `seed ${seed}`;
  process.stdout.write(`chaos: ${label}\n`);
  await registerProjections(pool, chaosProjections, compileChain([]));
  await fill();
  startWorker();
  startWorker();
  const calm = new AbortController();
  const acknowledged = new Map<string, number>();
  const trading = Array.from({ length: 4 }, () => trade(calm.signal, acknowledged));
  const done = await disturb(Date.now() + CHAOS_MS);
  calm.abort();
  await Promise.all(trading);

  const deadline = Date.now() + CALM_MS;
  let state = await settled();
  while ((state.rebuilds > 0 || state.behind > 0) && Date.now() < deadline) {
    await sleep(200);
    state = await settled();
  }
  expect(state, label).toEqual({ rebuilds: 0, behind: 0 });
  expect(
    workers.map(({ exitCode, signalCode }) => exitCode ?? signalCode),
    label,
  ).toEqual([null, null]);
  expect(done.kills + done.crashes, label).toBeGreaterThan(3);
  for (const [stream, version] of acknowledged) {
    const { rows } = await pool.query("select version from foldline.streams where stream_id = $1", [stream]);
    expect(Number(rows[0]?.version), `${label} ${stream}`).toBeGreaterThanOrEqual(version);
  }
  for (const each of chaosProjections) {
    const version = await liveVersion(each);
    expect(await storedRows(pool, each, version), `${label} ${each.name} ${version}`).toEqual(await fromScratch(each));
  }
  const failed = await pool.query("select projection, error from foldline.rebuilds where status = 'failed'");
  expect(failed.rows, label).toEqual([]);
  expect(promoted.length, label).toBeGreaterThan(1);
  const parked = await pool.query("select 1 from foldline.dead_letters where status = 'parked'");
  expect(parked.rows.length, label).toBeGreaterThan(0);
}, 240_000);
