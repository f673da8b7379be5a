import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { LiveFoldTooLargeError } from "./errors";
import { lastSetBy } from "./last-set-by";
import { accounts, allEvents, appendEvents, targets } from "./testing/ledger";

let database: TestDatabase;
const chain = compileChain([]);
const moved = (stream: string, to: string, amount: number, text: string) => ({
  stream,
  type: "Moved",
  data: { to, amount, text },
});

beforeAll(async () => {
  database = await createTestDatabase();
  const first = moved("a-1", "x", 5, "one");
  await appendEvents(database.pool, [first, moved("a-2", "x", 1, "two"), moved("a-1", "x", 0, "three")]);
  await appendEvents(database.pool, [{ stream: "a-2", type: "Closed", data: {} }]);
});
afterAll(() => database.drop());

async function versions(key: string, projection = accounts(2), upTo = 100n) {
  const { columns } = await lastSetBy(database.pool, { projection, chain, key, upTo });
  return Object.fromEntries(columns.map(({ name, event }) => [name, event && `${event.streamId}@${event.version}`]));
}

test("names, for each column, the event that gave it its value, and passes by those that changed nothing", async () => {
  expect(await versions("a-1")).toMatchObject({ balance: "a-1@1", owner: "a-1@2", moves: "a-1@2" });
  const [first] = await allEvents(database.pool);
  expect(await versions("a-1", accounts(2), first?.position)).toMatchObject({ owner: "a-1@1" });
});

test("finds the events of a row that several streams change, and what deleted one", async () => {
  expect(await versions("x", targets(2))).toMatchObject({ balance: "a-2@1", owner: "a-1@2" });
  expect(await versions("a-2")).toMatchObject({ balance: "a-2@2", owner: "a-2@2" });
});

test("refuses to look through more events than a page should wait for", async () => {
  const request = { projection: targets(2), chain, key: "x", upTo: 100n, maxEvents: 3 };
  await expect(lastSetBy(database.pool, request)).rejects.toBeInstanceOf(LiveFoldTooLargeError);
});
