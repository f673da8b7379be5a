import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { postgresEventStore } from "./postgres-event-store";
import { streamPages } from "./stream-pages";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function stored(streamId: string, count: number, text: string): Promise<void> {
  const events = Array.from({ length: count }, () => ({ type: "Noted", data: { text } }));
  await postgresEventStore(database.pool).append(streamId, 0, events);
}

async function pagesOf(streamId: string, range: { from: number; to: number }): Promise<number[][]> {
  const pages: number[][] = [];
  for await (const page of streamPages(database.pool, streamId, range)) pages.push(page.map(({ version }) => version));
  return pages;
}

test("reads every version of the range once, in order", async () => {
  await stored("note-1", 2_250, "x");
  const pages = await pagesOf("note-1", { from: 1, to: Number.MAX_SAFE_INTEGER });
  expect(pages.flat()).toEqual(Array.from({ length: 2_250 }, (_, index) => index + 1));
  expect(pages.length).toBeLessThan(6);
  expect((await pagesOf("note-1", { from: 3, to: 5 })).flat()).toEqual([3, 4, 5]);
  expect((await pagesOf("note-1", { from: 5, to: 4 })).flat()).toEqual([]);
  expect((await pagesOf("note-9", { from: 1, to: 9 })).flat()).toEqual([]);
});

test("reads few at a time where they are large", async () => {
  await stored("tome-1", 150, "x".repeat(100_000));
  const pages = await pagesOf("tome-1", { from: 1, to: 150 });
  expect(pages.flat()).toHaveLength(150);
  expect(Math.max(...pages.slice(1).map((page) => page.length))).toBeLessThanOrEqual(20);
});
