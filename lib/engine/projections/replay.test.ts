import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { watermark } from "../store/watermark";
import type { Projection } from "./projection";
import { createTable, dropTable } from "./read-model-table";
import { type ReplayRequest, replay, TooManyRowsError } from "./replay";
import { replayControl } from "./replay-control";
import { replayParking } from "./replay-parking";
import { accounts, appendEvents, targets } from "./testing/ledger";

const STREAMS = 24;
const TEXT = "x".repeat(100_000);
const MAX_BYTES = 8 * 1024 * 1024;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await appendEvents(
    database.pool,
    Array.from({ length: STREAMS }, (_, index) => ({
      stream: `a-${index}`,
      type: "Moved",
      data: { to: `t-${index}`, amount: 1, text: TEXT },
    })),
  );
});
afterAll(() => database.drop());

async function run(projection: Projection, passes: number): Promise<number> {
  const client = await database.pool.connect();
  const { signal } = new AbortController();
  const tableName = `${projection.viewName}_bounded`;
  const count = { eventsRead: 0, rowsWritten: 0 };
  try {
    await createTable(client, projection, tableName);
    const request: ReplayRequest = {
      projection,
      chain: compileChain([]),
      tableName,
      upTo: await watermark(client),
      passes,
      maxBytes: MAX_BYTES,
      count,
      parking: replayParking(projection, "test"),
      control: replayControl(signal, { paused: false, throttle: null }),
      signal,
    };
    await replay(client, request);
    return count.rowsWritten;
  } finally {
    client.release(true);
    await dropTable(database.pool, tableName);
  }
}

test.each([
  ["stream", accounts(4), STREAMS],
  ["key", targets(4), 2 * STREAMS],
])("few rows that are large need as many passes as many rows: keyed by %s", async (_, projection, rows) => {
  await expect(run(projection, 1)).rejects.toThrow(TooManyRowsError);
  expect(await run(projection, 16)).toBe(rows);
});
