import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { LeaseLostError } from "./errors";
import { registerProjections } from "./register";
import { requestRetry } from "./request-retry";
import { appendEvents, expectedRows, storedRows } from "./testing/ledger";
import { advance, cured, type Dose, diaries, letters, retryAll, retryAsked, shares } from "./testing/poison";

const chain = compileChain([]);
const INTERLEAVINGS = 50;
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
afterAll(() => database.drop());

/** Numbers from 0 to 1, the same ones for the same seed. */
function random(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const take = (stream: string, dose: Dose) => appendEvents(pool, [{ stream, type: "Taken", data: dose }]);

const definitions = [diaries({ partitions: 2 }), shares({ partitions: 2 })];
const APPENDS = 6;

/** Appends, batches and retries that get in each other's way; each pauses when the seed says so. */
async function race(seed: number): Promise<void> {
  const streams = [`s-${seed}`, `t-${seed}`];
  const [atFirst, later] = [`at first, ${seed}`, `later, ${seed}`];
  for (const stream of streams) await take(stream, { ill: atFirst });
  for (const definition of definitions) while (await advance(pool, definition, chain));

  let appending = true;
  const pause = (next: () => number) => sleep(next() * 2);
  const appends = async (next: () => number) => {
    for (let index = 0; index < APPENDS; index++) {
      await take(streams[Math.floor(next() * 2)] ?? "", next() < 0.1 ? { ill: later } : {});
      await pause(next);
    }
    appending = false;
  };
  const batches = async (next: () => number) => {
    for (let behind = true; appending || behind; ) {
      behind = false;
      for (const definition of definitions) {
        const options = { which: Math.floor(next() * 8), together: next() < 0.5, limit: 1 + Math.floor(next() * 3) };
        behind = (await advance(pool, definition, chain, options).catch(lostRace)) || behind;
        await pause(next);
      }
    }
  };
  const retries = async (next: () => number) => {
    await pause(next);
    cured.add(atFirst);
    for (let turn = 0; turn < 2; turn++) {
      const streamId = streams[Math.floor(next() * 2)] ?? "";
      await requestRetry(pool, { ...(next() < 0.5 && { streamId }), requestedBy: "ann" });
      await retryAsked(pool, definitions, chain);
      await pause(next);
    }
    cured.add(later);
  };
  await Promise.all(
    [appends, batches, batches, retries, retries].map((work, index) => work(random(seed * 10 + index))),
  );
}

/** Another batch was faster, or the two took each other's locks; Postgres let one of them win. */
function lostRace(error: unknown): true {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (error instanceof LeaseLostError || code === "40P01" || code === "23505") return true;
  throw error;
}

test("retries that race batches and each other lose no event and apply none twice", async () => {
  await registerProjections(pool, definitions, chain);
  for (let seed = 1; seed <= INTERLEAVINGS; seed++) await race(seed);
  for (const definition of definitions) {
    while (await advance(pool, definition, chain));
    await retryAll(pool, definition, chain);
    expect(await storedRows(pool, definition)).toEqual(await expectedRows(pool, definition));
    const statement = "select sum(events_applied)::int as applied from foldline.partitions where projection = $1";
    const { rows } = await pool.query(statement, [definition.name]);
    expect(rows[0]?.applied).toBe(INTERLEAVINGS * (2 + APPENDS));
    expect(await letters(pool, definition, "parked")).toEqual([]);
  }
}, 300_000);
