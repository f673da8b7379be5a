import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { EventFilter, HistogramFilter } from "@/lib/api/events";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { countEventsOverTime } from "./event-histogram";
import { listEvents } from "./events";

let database: TestDatabase;
const list = (filter: Record<string, unknown> = {}) => asRole("viewer", () => listEvents(EventFilter.parse(filter)));
const histogram = (filter: Record<string, unknown> = {}) =>
  asRole("viewer", () => countEventsOverTime(HistogramFilter.parse(filter)));
const day = (n: number) => new Date(Date.UTC(2026, 0, n));

beforeAll(async () => {
  database = await useAppDatabase();
  for (let n = 1; n <= 30; n += 1) {
    const metadata = n % 10 === 0 ? { correlationId: "c-ten" } : {};
    await store.append(n % 2 === 0 ? "order-A" : "ticket-B", "any", [
      { type: n % 3 === 0 ? "Third" : "Other", data: { n, text: "é".repeat(400) }, occurredAt: day(n), metadata },
    ]);
  }
  await store.append("$audit-2026-01", 0, [{ type: "SomethingDone", data: {}, occurredAt: day(1) }]);
});
afterAll(() => database.drop());

async function everyPage(filter: Record<string, unknown>): Promise<string[]> {
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await list({ ...filter, limit: 4, after });
    seen.push(...page.events.map((event) => event.position));
    if (page.next === null) return seen;
    after = page.next;
  }
}

test.each([
  [{}, 30],
  [{ category: "order" }, 15],
  [{ stream: "KET-b" }, 15],
  [{ type: ["Third"] }, 10],
  [{ type: ["Third", "Other"] }, 30],
  [{ from: day(10).toISOString(), to: day(20).toISOString() }, 10],
  [{ correlationId: "c-ten" }, 3],
  [{ system: "1" }, 31],
  [{ category: "$audit" }, 1],
  [{ category: "order", type: ["Third"], from: day(7).toISOString() }, 4],
  [{ stream: "nothing" }, 0],
])("pages under %j give every event once, and the histogram counts as many", async (filter, count) => {
  const newestFirst = await everyPage(filter);
  expect(newestFirst).toHaveLength(count);
  expect(new Set(newestFirst).size).toBe(count);
  expect(await everyPage({ ...filter, direction: "asc" })).toEqual([...newestFirst].reverse());
  expect((await histogram(filter)).total).toBe(count);
});

test("as of an instant or a position there is what there was then", async () => {
  const all = await list({ limit: 100 });
  const at = all.events[10];
  expect((await list({ position: at?.position })).events[0]?.position).toBe(at?.position);
  const occurred = await list({ instant: day(12).toISOString(), limit: 100 });
  expect(occurred.events).toHaveLength(12);
  expect((await histogram({ instant: day(12).toISOString() })).total).toBe(12);
  expect(await everyPage({ instant: day(12).toISOString(), to: day(5).toISOString() })).toHaveLength(4);
  expect((await list({ instant: day(31).toISOString(), clock: "recorded" })).events).toHaveLength(0);
  const last = all.events[0];
  expect((await list({ instant: last?.recordedAt, clock: "recorded", limit: 100 })).events).toHaveLength(30);
  await expect(list({ instant: day(1).toISOString(), position: "1" })).rejects.toMatchObject({ code: "invalid" });
});

test("never reads beyond the watermark, behind which a gap could still fill", async () => {
  const client = await database.pool.connect();
  await client.query("begin");
  await store.append("open-1", 0, [{ type: "Slow", data: {} }], { client });
  await store.append("order-A", "any", [{ type: "Fast", data: {}, occurredAt: day(30) }]);
  expect((await list({ type: ["Fast"] })).events).toEqual([]);
  await client.query("rollback");
  client.release();
  expect((await list({ type: ["Fast"] })).events).toHaveLength(1);
});

test("a preview is short; full data and none are what they say", async () => {
  const [preview] = (await list({ payload: "preview", limit: 1 })).events;
  expect(preview?.preview?.length).toBeLessThan(300);
  expect(preview).not.toHaveProperty("data");
  const [full] = (await list({ type: ["Third"], limit: 1 })).events;
  expect(full?.readAs[0]?.data).toMatchObject({ n: 30 });
  const [none] = (await list({ payload: "none", limit: 1 })).events;
  expect(none).not.toHaveProperty("preview");
});

test("bars have a width with a name, begin on it, and hold every event of the range", async () => {
  const { bars, barMs, from } = await histogram({ bars: "40", category: "order" });
  expect(barMs).toBe(86_400_000);
  expect(bars).toHaveLength(15);
  expect(from).toBe(day(2).toISOString());
  expect(bars[0]).toEqual({ at: day(2).toISOString(), count: 1 });
});

test("an empty answer has no range", async () => {
  expect(await histogram({ stream: "nothing" })).toMatchObject({ from: null, bars: [], total: 0 });
});

test("refuses nobody's questions, and an `after` that is no position", async () => {
  await expect(listEvents(EventFilter.parse({}))).rejects.toThrow();
  await expect(countEventsOverTime(HistogramFilter.parse({}))).rejects.toThrow();
  expect(EventFilter.safeParse({ after: "1; drop" }).success).toBe(false);
  expect(EventFilter.safeParse({ stream: "a\0b" }).success).toBe(false);
});

test("finds an event of old by its time whatever zone the process is in", async () => {
  await store.append("old-1", 0, [{ type: "Old", data: {}, occurredAt: new Date("1890-01-01T00:00:05Z") }]);
  // At this time the zone was 5:21:10 ahead.
  vi.stubEnv("TZ", "Asia/Kolkata");
  const found = await list({ from: "1890-01-01T00:00:05Z", to: "1890-01-01T00:00:06Z" });
  vi.unstubAllEnvs();
  expect(found.events.map((event) => event.streamId)).toEqual(["old-1"]);
});
