import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

let database: TestDatabase;
const children: ChildProcess[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
});
afterAll(() => database.drop());

/** `npm run worker`, with nothing but the address of the database in its environment. */
function startWorker(name: string): ChildProcess {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", "worker", "--name", name];
  const env = { DATABASE_URL: database.url } as unknown as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, args, { cwd: PROJECT, env, stdio: "ignore" });
  children.push(child);
  return child;
}

interface Held {
  readonly ada?: number;
  readonly bob?: number;
}

const HELD = `
select w.name, count(*)::int as partitions from foldline.partitions p
  join foldline.workers w on w.worker_id = p.lease_owner where p.lease_until > now() group by 1 order by 1`;

// Rows that appends write themselves need no worker.
const TO_HOLD = `
select count(*)::int as partitions from foldline.partitions p
  join foldline.read_models r on r.projection = p.projection and r.version = p.version where r.inline_since is null`;

async function until(expected: (held: Held, all: number) => boolean): Promise<void> {
  let held: Held = {};
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
    const { rows } = await database.pool.query<{ name: string; partitions: number }>(HELD);
    held = Object.fromEntries(rows.map(({ name, partitions }) => [name, partitions]));
    const all = await database.pool.query<{ partitions: number }>(TO_HOLD);
    if (expected(held, all.rows[0]?.partitions ?? 0)) return;
  }
  throw new Error(`The partitions are held by ${JSON.stringify(held)}.`);
}

test("workers that know only the database's address share its partitions, and hand them over when told to stop", async () => {
  startWorker("ada");
  await until(({ ada = 0 }, all) => all > 0 && ada === all);
  const bob = startWorker("bob");
  await until(({ ada = 0, bob: half = 0 }, all) => ada + half === all && Math.abs(ada - half) <= all * 0.2);
  bob.kill("SIGTERM");
  expect(await once(bob, "exit")).toEqual([0, null]);
  await until(({ ada, bob: left }, all) => ada === all && left === undefined);
}, 150_000);
