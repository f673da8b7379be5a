import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileChain, foldAll, importEvents, postgresEventStore } from "@/lib/engine";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { accounts } from "./accounts";
import { deposit } from "./append";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
const EVENTS = join(import.meta.dirname, "events.ndjson");

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test.each(["append.ts", "accounts.ts"])("the README shows %s as it is", (file) => {
  expect(readme).toContain(readFileSync(join(import.meta.dirname, file), "utf8").trim());
});

test("the example file imports, and adds nothing the second time", async () => {
  const counts = [];
  for (const _ of [1, 2]) counts.push((await importEvents(database.pool, createReadStream(EVENTS))).appended);
  expect(counts).toEqual([2, 0]);
});

test("the example of an append returns the actual version when it came too late", async () => {
  expect(await deposit(database.pool, "account-9", 0, 10)).toBe(1);
  expect(await deposit(database.pool, "account-9", 1, 10)).toBe(2);
  expect(await deposit(database.pool, "account-9", 1, 10)).toBe(2);
});

test("the example projection folds deposits and withdrawals into a balance", async () => {
  const events = await postgresEventStore(database.pool).readAll({ streamContains: "account-1" });
  const chain = compileChain([]);
  const rows = foldAll(
    accounts,
    events.flatMap((event) => chain.upcast(event)),
  );
  expect(rows.get("account-1")).toMatchObject({ balance: 100.25 });
});
