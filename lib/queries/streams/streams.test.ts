import { afterAll, beforeAll, expect, test } from "vitest";
import { StreamFilter, type StreamRow } from "@/lib/api/streams";
import { AppError } from "@/lib/errors";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { listStreams } from "./streams";

let database: TestDatabase;
const list = (filter: Record<string, unknown> = {}) => asRole("viewer", () => listStreams(StreamFilter.parse(filter)));
const ids = (rows: readonly StreamRow[]) => rows.map((row) => row.streamId);

async function everyPage(filter: Record<string, unknown>): Promise<string[]> {
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await list({ ...filter, limit: 7, after });
    seen.push(...ids(page.streams));
    if (page.next === null) return seen;
    after = page.next;
  }
}

beforeAll(async () => {
  database = await useAppDatabase();
  const event = { type: "Opened", data: {} };
  for (let index = 0; index < 40; index += 1) {
    const streamId = `${index % 3 === 0 ? "order" : "payment"}-${index.toString(16).padStart(4, "0")}A100`;
    await store.append(streamId, 0, Array(1 + (index % 5)).fill(event));
  }
  for (const streamId of ["odd-100%_done", "odd-a\\b", "Straße 7/ä", "..", "$audit-2026-01", "solo"]) {
    await store.append(streamId, 0, [{ type: "Last thing", data: {} }]);
  }
});
afterAll(() => database.drop());

test("finds streams by any part of their id, in any case", async () => {
  expect(ids((await list({ q: "0003a1" })).streams)).toEqual(["order-0003A100"]);
  expect(ids((await list({ q: "straße" })).streams)).toEqual(["Straße 7/ä"]);
});

test("signs that mean something in LIKE are only themselves", async () => {
  expect(ids((await list({ q: "0%_" })).streams)).toEqual(["odd-100%_done"]);
  expect(ids((await list({ q: "a\\b" })).streams)).toEqual(["odd-a\\b"]);
  expect(ids((await list({ q: "%" })).streams)).toEqual(["odd-100%_done"]);
});

test("leaves out streams of the engine until they are asked for", async () => {
  expect(ids((await list({ q: "audit" })).streams)).toEqual([]);
  expect(ids((await list({ q: "audit", system: "1" })).streams)).toEqual(["$audit-2026-01"]);
  expect(ids((await list({ category: "$audit" })).streams)).toEqual(["$audit-2026-01"]);
});

test("counts what matches, by category and by version, as choosing them would give", async () => {
  const all = (await list({ q: "A100" })).counts;
  expect(all).toMatchObject({ total: 40, all: 40, capped: false });
  expect(all?.categories).toEqual([
    { category: "payment", count: 26 },
    { category: "order", count: 14 },
  ]);
  const orders = (await list({ q: "A100", category: "order", minVersion: "2", maxVersion: "3" })).counts;
  expect(orders?.total).toBe(
    (await everyPage({ q: "A100", category: "order", minVersion: "2", maxVersion: "3" })).length,
  );
  expect(orders?.categories.find(({ category }) => category === "payment")?.count).toBe(
    (await everyPage({ q: "A100", category: "payment", minVersion: "2", maxVersion: "3" })).length,
  );
});

test.each(["last-event", "id", "version"])("pages by %s give every stream once, in either direction", async (sort) => {
  for (const filter of [{}, { q: "A100" }, { category: "order" }]) {
    const down = await everyPage({ ...filter, sort, direction: "desc" });
    const up = await everyPage({ ...filter, sort, direction: "asc" });
    expect(new Set(down).size).toBe(down.length);
    expect(up).toEqual([...down].reverse());
    expect(down.length).toBe((await list({ ...filter, sort })).counts?.total);
  }
});

test("pages stay whole while streams are appended to between them", async () => {
  const first = await list({ limit: 10, sort: "id", direction: "asc" });
  await store.append("aaa-new", 0, [{ type: "Opened", data: {} }]);
  const second = await list({ limit: 10, sort: "id", direction: "asc", after: first.next ?? undefined });
  expect(second.streams.filter((row) => ids(first.streams).includes(row.streamId))).toEqual([]);
});

test("says of each stream how it opened and what happened last", async () => {
  const [row] = (await list({ q: "solo" })).streams;
  expect(row).toMatchObject({ streamId: "solo", category: "solo", version: 1, lastEventType: "Last thing" });
  expect(row?.openedAt).toBe(row?.lastEventAt);
});

test("refuses an `after` of another list, and nobody", async () => {
  const { next } = await list({ limit: 2, sort: "id" });
  await expect(list({ sort: "version", after: next ?? "" })).rejects.toThrow(AppError);
  await expect(list({ after: "!!" })).rejects.toMatchObject({ code: "invalid" });
  await expect(listStreams(StreamFilter.parse({}))).rejects.toThrow();
});
