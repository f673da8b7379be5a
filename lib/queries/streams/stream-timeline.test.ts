import { afterAll, beforeAll, expect, test } from "vitest";
import { TIMELINE_CHUNK, TimelineRange, TimelineVersions } from "@/lib/api/stream-timeline";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readStreamTimeline } from "./stream-timeline";
import { findTimelineProblems } from "./timeline-problems";

// An active upcaster that cannot read an event without the field to rename.
const UPCASTER = `
  insert into foldline.upcasters (title, type, from_version, to_type, to_version, operations, state, created_by)
  values ('Amount in cents', 'Paid', 1, 'Paid', 2, '[{"op":"rename","from":"amount","to":"amountMinor"}]', 'active', 'test')`;

let database: TestDatabase;
const read = (streamId: string, range: Record<string, unknown> = {}) =>
  asRole("viewer", () => readStreamTimeline(streamId, TimelineRange.parse(range)));
const problems = (streamId: string, versions: string) =>
  asRole("viewer", () => findTimelineProblems(streamId, TimelineVersions.parse({ versions }).versions));

beforeAll(async () => {
  database = await useAppDatabase();
  await database.pool.query(UPCASTER);
  const at = (time: string) => new Date(`2026-01-01T${time}Z`);
  await store.append("till-1", 0, [
    { type: "Opened", data: {}, occurredAt: at("10:00:00.250") },
    { type: "Paid", data: { by: "cash" }, occurredAt: at("10:00:01"), metadata: { correlationId: "sale-1" } },
    { type: "Paid", data: { amount: 5 }, occurredAt: at("09:59:59"), metadata: { correlationId: "sale-2" } },
    { type: "Opened", data: {}, occurredAt: at("12:00:00"), metadata: { correlationId: "sale-1" } },
  ]);
});
afterAll(() => database.drop());

test("a timeline tells type, time and correlation of each version", async () => {
  expect(await read("till-1")).toEqual({
    streamId: "till-1",
    version: 4,
    from: 1,
    types: ["Opened", "Paid"],
    type: [0, 1, 1, 0],
    at: [Date.UTC(2026, 0, 1, 10, 0, 0, 250), 750, -2000, 7_201_000],
    correlations: ["sale-1", "sale-2"],
    correlation: [-1, 0, 1, 0],
  });
});

test("a part of it begins where it was asked to, with lists of its own", async () => {
  expect(await read("till-1", { from: 3, limit: 1 })).toMatchObject({
    version: 4,
    from: 3,
    types: ["Paid"],
    type: [0],
    at: [Date.UTC(2026, 0, 1, 9, 59, 59)],
    correlations: ["sale-2"],
  });
  expect((await read("till-1", { from: 9 })).type).toEqual([]);
  expect(() => TimelineRange.parse({ limit: TIMELINE_CHUNK + 1 })).toThrow();
});

test("of the asked versions those are named that cannot be read today", async () => {
  const found = await problems("till-1", "1,2,3,77");
  expect(found.problems).toMatchObject([{ version: 2 }]);
  expect(found.problems[0]?.message).toContain("amount");
  expect((await problems("till-1", "3,4")).problems).toEqual([]);
  expect(() => TimelineVersions.parse({ versions: "1,x" })).toThrow();
});

test("there is none of a stream that does not exist, and none for nobody", async () => {
  for (const id of ["none", "nul\0", "\ud800"]) {
    await expect(read(id)).rejects.toMatchObject({ code: "not-found" });
    await expect(problems(id, "1")).rejects.toMatchObject({ code: "not-found" });
  }
  await expect(readStreamTimeline("till-1", TimelineRange.parse({}))).rejects.toThrow();
  await expect(findTimelineProblems("till-1", [1])).rejects.toThrow();
});
