import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { type ConsoleDefinitionInput, ConsoleDefinitionSchema } from "../projections/console-definition";
import { compileConsoleProjection } from "../projections/console-projection";
import { loadProjections } from "../projections/load-projections";
import { rebuildProgress } from "../projections/progress";
import type { Projection } from "../projections/projection";
import { requestRebuild } from "../projections/request-rebuild";
import { accounts, appendEvents, expectedRows, storedRows } from "../projections/testing/ledger";
import { runWorker } from "./worker";

let database: TestDatabase;
let name = "";
let number = 0;
const code = [accounts(2)];
const errors: string[] = [];
const workers: { stop: AbortController; done: Promise<void> }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  name = `moves-${++number}`;
  errors.length = 0;
});
afterEach(async () => {
  for (const { stop } of workers) stop.abort();
  await Promise.all(workers.splice(0).map(({ done }) => done));
  await database.pool.query("delete from foldline.console_projections");
});
afterAll(() => database.drop());

function start(): void {
  const stop = new AbortController();
  const onError = (error: unknown, where: string) => errors.push(`${where}: ${String(error)}`);
  const done = runWorker({ pool: database.pool, projections: code, upcasters: [], signal: stop.signal, onError });
  workers.push({ stop, done });
}

const definition = (step: string, change: Partial<ConsoleDefinitionInput> = {}) => ({
  name,
  columns: [{ name: "moves", type: "integer" }],
  partitions: 2,
  on: [{ type: "Moved", set: { moves: `coalesce(row.moves, 0) + ${step}` } }],
  ...change,
});

async function publish(version: number, written: object): Promise<void> {
  await database.pool.query(
    `insert into foldline.console_projections (name, version, definition, created_by, published_by, published_at)
     values ($1, $2, $3, 'me', 'me', now())`,
    [name, version, written],
  );
}

const compiled = (step: string, version: number): Projection =>
  compileConsoleProjection(ConsoleDefinitionSchema.parse(definition(step)), version);

async function append(count: number): Promise<void> {
  const data = { to: "x", amount: 1, text: "t" };
  await appendEvents(
    database.pool,
    Array.from({ length: count }, (_, index) => ({ stream: `account-${index % 7}`, type: "Moved", data })),
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) if (await condition()) return;
  throw new Error(`The condition did not come true in time. ${errors.join("; ")}`);
}

const holds = (projection: Projection, version: number) => async () => {
  const { rows } = await database.pool.query(
    "select 1 from foldline.read_models where projection = $1 and version = $2",
    [name, version],
  );
  if (rows.length === 0) return false;
  const [stored, expected] = [
    await storedRows(database.pool, projection, version),
    await expectedRows(database.pool, projection),
  ];
  return stored.size > 0 && JSON.stringify([...stored]) === JSON.stringify([...expected]);
};

test("a running worker takes up what is published, and fills it", async () => {
  await append(20);
  start();
  await publish(1, definition("1"));
  await until(holds(compiled("1", 1), 1));
  await append(5);
  await until(holds(compiled("1", 1), 1));
  expect(errors).toEqual([]);
});

test("while version 2 is built and waits, consumers' version 1 goes on being fed by its own definition", async () => {
  await append(10);
  await publish(1, definition("1"));
  start();
  await until(holds(compiled("1", 1), 1));
  await publish(2, definition("10"));
  await until(async () => {
    const { rows } = await database.pool.query("select definition_version from foldline.projections where name = $1", [
      name,
    ]);
    return rows[0]?.definition_version === 2;
  });
  await append(10);
  await until(holds(compiled("1", 1), 1));
  const { id, version } = await requestRebuild(database.pool, {
    projection: name,
    requestedBy: "t",
    promotion: "manual",
  });
  await until(async () => (await rebuildProgress(database.pool, id))?.status === "ready");
  await append(10);
  await until(holds(compiled("1", 1), 1));
  await until(holds(compiled("10", 2), version));
});

test("one that does not compile, or has a name of the code, is reported and stops nothing else", async () => {
  await publish(1, definition("1"));
  await database.pool.query(
    `insert into foldline.console_projections (name, version, definition, created_by, published_at) values
       ('broken', 1, $1, 'me', now()), ('accounts', 1, $2, 'me', now()), ('nothing', 1, '{}', 'me', now())`,
    [definition("nosuch(1)", { name: "broken" }), definition("1", { name: "accounts" })],
  );
  const { projections, problems } = await loadProjections(database.pool, code);
  expect(projections.map((each) => each.name)).toEqual(["accounts", name]);
  expect(problems.map((each) => each.name)).toEqual(["accounts", "broken", "nothing"]);
  await append(5);
  start();
  await until(holds(compiled("1", 1), 1));
  expect(errors.some((error) => error.includes("broken"))).toBe(true);
});

test("definitions are compiled again only when they change", async () => {
  await publish(1, definition("1"));
  const first = await loadProjections(database.pool, code);
  expect(await loadProjections(database.pool, code)).toBe(first);
  await publish(2, definition("2"));
  expect((await loadProjections(database.pool, code)).projections.map((each) => each.version)).toEqual([1, 2]);
});

test("a retired one is not run any more", async () => {
  await publish(1, definition("1"));
  start();
  await append(3);
  await until(holds(compiled("1", 1), 1));
  await database.pool.query("update foldline.console_projections set retired_at = now() where name = $1", [name]);
  await until(async () => {
    const { rows } = await database.pool.query<{ projections: string[] }>(
      "select projections from foldline.workers where stopped_at is null",
    );
    return rows.every(({ projections }) => !projections.some((each) => each.startsWith(`${name}@`)));
  });
});
