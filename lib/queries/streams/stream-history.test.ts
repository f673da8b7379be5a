import { afterAll, beforeAll, expect, test } from "vitest";
import { StreamHistoryRequest } from "@/lib/api/stream-history";
import { jsonText } from "@/lib/engine";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readStreamHistory } from "./stream-history";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
  await store.append("purse-1", 0, [
    { type: "Opened", data: jsonText('{"sum":10.50,"note":"a"}'), metadata: { actor: "ann" } },
    { type: "Booked", data: jsonText('{"sum":12345678901234567890.1}') },
    { type: "Noted", data: { note: 7 } },
    { type: "Booked", data: jsonText('{"sum":12345678901234567890.10}'), metadata: { actor: "bob" } },
  ]);
  const booked = Array.from({ length: 1_500 }, (_, index) => ({
    type: "Booked",
    data: { sum: index === 700 ? -5 : index },
  }));
  await store.append("purse-2", 0, booked);
});
afterAll(() => database.drop());

const history = (streamId: string, request: object) =>
  asRole("viewer", () => readStreamHistory(streamId, StreamHistoryRequest.parse(request)));

test("lists the events that changed a path, newest first, digit for digit, with who did", async () => {
  const { changes, total, next, cut } = await history("purse-1", { path: "sum" });
  expect({ total, next, cut }).toEqual({ total: 3, next: null, cut: false });
  expect(
    changes.map(({ version, type, actor, before, after }) => [version, type, actor, before?.text, after?.text]),
  ).toEqual([
    [4, "Booked", "bob", "12345678901234567890.1", "12345678901234567890.10"],
    [2, "Booked", null, "10.50", "12345678901234567890.1"],
    [1, "Opened", "ann", undefined, "10.50"],
  ]);
});

test("goes on page by page, and follows the whole once", async () => {
  const first = await history("purse-2", { path: "sum", limit: 500 });
  expect(first).toMatchObject({ total: 1_500, next: 1_001 });
  const second = await history("purse-2", { path: "sum", limit: 500, before: first.next });
  expect(second.changes.map(({ version }) => version).slice(0, 2)).toEqual([1_000, 999]);
  const last = await history("purse-2", { path: "sum", limit: 500, before: second.next });
  expect(last.next).toBeNull();
  expect(last.changes.at(-1)).toMatchObject({ version: 1, before: null });
  expect([second.series, last.series]).toEqual([null, null]);
});

test("gives a series where all values are numbers, thinned to what a chart can show with its extremes", async () => {
  const { series } = await history("purse-2", { path: "sum" });
  expect(series?.thinned).toBe(true);
  expect(series?.points.length).toBeLessThanOrEqual(600);
  expect(series?.points.map(({ value }) => value)).toContain("-5");
  expect(series?.points.at(-1)).toMatchObject({ version: 1_500, value: "1499" });
  expect((await history("purse-1", { path: "sum" })).series?.points.map(({ value }) => value)).toEqual([
    "10.50",
    "12345678901234567890.1",
    "12345678901234567890.10",
  ]);
  expect((await history("purse-1", { path: "note" })).series).toBeNull();
});

test("is of the path of the asked version, from the asked version on", async () => {
  expect(
    (await history("purse-2", { path: "sum", version: 10, from: 8, to: 10 })).changes.map(({ version }) => version),
  ).toEqual([10, 9, 8]);
  expect((await history("purse-2", { path: "sum", version: 10 })).total).toBe(1_500);
  expect((await history("purse-1", { path: "nowhere[3]" })).changes).toEqual([]);
  expect((await history("purse-1", {})).total).toBe(4);
});

test("is refused without signing in, for what is no path, and for what is not there", async () => {
  await expect(readStreamHistory("purse-1", StreamHistoryRequest.parse({ path: "sum" }))).rejects.toThrow();
  await expect(history("purse-1", { path: "sum[" })).rejects.toMatchObject({ code: "invalid" });
  await expect(history("purse-1", { path: "sum", version: 9 })).rejects.toMatchObject({ code: "not-found" });
  await expect(history("purse-9", { path: "sum" })).rejects.toMatchObject({ code: "not-found" });
});
