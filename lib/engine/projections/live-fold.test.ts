import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { LiveFoldTooLargeError, LiveFoldUnavailableError } from "./errors";
import { foldLive } from "./live-fold";
import { projection } from "./projection";
import { rawProjection } from "./raw-projection";
import { registerProjections } from "./register";
import { accounts, appendEvents, expectedRows, type TestEvent, targets } from "./testing/ledger";

const chain = compileChain([]);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const events: TestEvent[] = Array.from({ length: 60 }, (_, n) => ({
    stream: `a-${n % 4}`,
    type: n % 20 === 19 ? "Closed" : "Moved",
    data: n % 20 === 19 ? {} : { to: `t-${n % 3}`, amount: 1, text: `${n}` },
  }));
  await appendEvents(database.pool, [...events, { stream: "a-1", type: "Ignored", data: {} }]);
});
afterAll(() => database.drop());

test("a row by stream reads the events of its stream, and says how many", async () => {
  const expected = await expectedRows(database.pool, accounts(1));
  const live = await foldLive(database.pool, { projection: accounts(1), chain, of: { key: "a-1" } });
  expect(live).toEqual({
    ...{ rows: new Map([["a-1", expected.get("a-1")]]), eventsRead: 15, position: 61n, leftOut: 0 },
    ...{ last: { streamId: "a-1", version: 15, position: 58n, type: "Moved" }, failures: [], failed: 0, heldBack: 0 },
  });
  expect(await foldLive(database.pool, { projection: accounts(1), chain, of: { stream: "a-1" } })).toEqual(live);
  const none = await foldLive(database.pool, { projection: accounts(1), chain, of: { key: "nobody" } });
  expect(none).toMatchObject({ rows: new Map(), eventsRead: 0 });
});

test("a row by key reads all events of the projection's types", async () => {
  const expected = await expectedRows(database.pool, targets(1));
  const live = await foldLive(database.pool, { projection: targets(1), chain, of: { key: "t-2" } });
  expect(live).toMatchObject({ rows: new Map([["t-2", expected.get("t-2")]]), eventsRead: 60, position: 61n });
});

test("goes back to a position", async () => {
  const then = await foldLive(database.pool, {
    projection: accounts(1),
    chain,
    of: { key: "a-1" },
    asOf: { position: 10n },
  });
  expect(then).toMatchObject({ eventsRead: 3, position: 10n });
  expect(then.rows.get("a-1")).toMatchObject({ moves: 3 });
});

test("refuses to read more events than it may, and names their number", async () => {
  const tooLarge = foldLive(database.pool, { projection: targets(1), chain, of: { key: "t-2" }, maxEvents: 59 });
  await expect(tooLarge).rejects.toThrow(LiveFoldTooLargeError);
  await expect(tooLarge).rejects.toMatchObject({ events: 60, maxEvents: 59 });
});

test("refuses rows of one stream where streams share rows, and what is no fold", async () => {
  const shared = foldLive(database.pool, { projection: targets(1), chain, of: { stream: "a-1" } });
  await expect(shared).rejects.toThrow(LiveFoldUnavailableError);
  const raw = rawProjection({ name: "raw", version: 1, columns: {}, types: "*", apply: async () => undefined });
  await expect(foldLive(database.pool, { projection: raw, chain, of: { key: "a-1" } })).rejects.toThrow(
    LiveFoldUnavailableError,
  );
});

const onRequest = projection<{ n: number }>({
  name: "on-request",
  version: 1,
  mode: "live",
  columns: { n: "integer" },
  on: { Moved: (row) => ({ n: (row?.n ?? 0) + 1 }) },
});

test("a projection that is folded on request has neither table nor view", async () => {
  await registerProjections(database.pool, [onRequest], chain);
  const { rows } = await database.pool.query(
    `select definition ->> 'mode' as mode, (select count(*)::int from foldline.read_models) as read_models,
            to_regclass('read_models.on_request') as view
       from foldline.projections`,
  );
  expect(rows).toEqual([{ mode: "live", read_models: 0, view: null }]);
  const live = await foldLive(database.pool, { projection: onRequest, chain, of: { key: "a-2" } });
  expect(live.rows.get("a-2")).toEqual({ n: 15 });
});
