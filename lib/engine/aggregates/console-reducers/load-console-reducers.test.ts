import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../testing/database";
import { type ConsoleReducerInput, ConsoleReducerSchema } from "./console-reducer-definition";
import { loadConsoleReducers } from "./load-console-reducers";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface Stored {
  readonly version?: number;
  readonly published?: string | null;
  readonly retired?: boolean;
  readonly definition?: Partial<ConsoleReducerInput>;
}

async function keep(name: string, { version = 1, published = null, retired = false, definition = {} }: Stored) {
  const whole = ConsoleReducerSchema.parse({ name, category: "notes", on: [], ...definition });
  await database.pool.query(
    `insert into foldline.console_reducers (name, version, category, definition, created_by, published_at, retired_at)
     values ($1, $2, 'notes', $3::jsonb, 'test', $4, case when $5 then now() end)`,
    [name, version, JSON.stringify(whole), published, retired],
  );
}

test("gives the newest published version of each, the one published last first, and says which cannot run", async () => {
  await keep("drafted", {});
  await keep("retired", { published: "2026-01-09", retired: true });
  await keep("older", { published: "2026-01-01" });
  await keep("newer", { published: "2026-01-01" });
  await keep("newer", { version: 2, published: "2026-01-03", definition: { description: "second" } });
  await keep("newer", { version: 3 });
  await keep("broken", {
    published: "2026-01-02",
    definition: { on: [{ type: "E", changes: [{ op: "set", path: "x", expression: "1 +" }] }] },
  });
  const loaded = await loadConsoleReducers(database.pool);
  expect(loaded.reducers.map(({ name, version }) => [name, version])).toEqual([
    ["newer", 2],
    ["older", 1],
  ]);
  expect(loaded.problems).toMatchObject([{ name: "broken", version: 1 }]);
  expect(loaded.problems[0]?.message).toContain("on E, change 1 of x");
  const again = await loadConsoleReducers(database.pool);
  expect(again.reducers[0]).toBe(loaded.reducers[0]);
});

test("keeps the digits of an initial state", async () => {
  await database.pool.query(
    `insert into foldline.console_reducers (name, version, category, definition, created_by, published_at)
     values ('digits', 1, 'notes', '{"name":"digits","category":"notes","on":[],"initial":{"n":12345678901234567890}}', 'test', now())`,
  );
  const { reducers } = await loadConsoleReducers(database.pool);
  const initial = reducers.find(({ name }) => name === "digits")?.initial as { n: object };
  expect(String(initial.n)).toBe("12345678901234567890");
});
