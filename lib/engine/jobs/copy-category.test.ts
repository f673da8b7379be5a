import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { codeUpcaster, dropEvent, severalEvents } from "../evolution/code-upcaster";
import { loadChain } from "../evolution/load-chain";
import type { Upcaster } from "../evolution/upcaster";
import { jsonText } from "../json";
import { clearStore } from "../projections/testing/clear-store";
import type { EventStore } from "../store/event-store";
import { postgresEventStore } from "../store/postgres-event-store";
import { cancelJob } from "./cancel-job";
import type { CopyResult } from "./copy-params";
import { JobInProgressError, JobUnavailableError } from "./errors";
import { pauseJob } from "./pause-job";
import { requestCopy } from "./request-copy";
import { resumeJob } from "./resume-job";
import { jobWhen } from "./testing/job-when";
import { slowly, startJobWorker } from "./testing/job-worker";

let database: TestDatabase;
let store: EventStore;
let stopWorker: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
beforeEach(async () => {
  await clearStore(database.pool);
  await database.pool.query("delete from foldline.jobs");
});
afterEach(async () => {
  await stopWorker();
  stopWorker = async () => undefined;
});
afterAll(() => database.drop());

const shop: readonly Upcaster[] = [
  codeUpcaster<{ amount?: number; parts?: number[] }>({
    ...{ type: "Paid", from: 1, to: 2, title: "Whole" },
    upcast: ({ amount, parts, ...rest }) => {
      if (parts !== undefined) return severalEvents(parts.map((part) => ({ part })));
      if (amount === 0) return dropEvent;
      if (amount === undefined) throw new Error("no amount");
      return { ...rest, amount };
    },
  }),
];

const work = (upcasters: readonly Upcaster[] = shop, batchSize = 3) => {
  stopWorker = startJobWorker(database.pool, { upcasters, batchSize });
};

async function request(from: string, to: string, upcasters: readonly Upcaster[] = shop) {
  const chain = await loadChain(database.pool, upcasters);
  return requestCopy(database.pool, { from, to, chain, requestedBy: "test", reason: "a trial" });
}

const resultOf = (job: { readonly result: unknown }) => job.result as CopyResult;
const paid = (data: object | string) => ({ type: "Paid", data: typeof data === "string" ? jsonText(data) : data });

const STORED = `select md5(string_agg(e::text, '|' order by position)) as hash, count(*)::int as events
  from foldline.events e where split_part(stream_id, '-', 1) = $1`;
const stored = async (category: string) => (await database.pool.query(STORED, [category])).rows[0];

const COPIES = `
select stream_id, version::int, type, schema_version, data::text as data, metadata, occurred_at::text as at
  from foldline.events where split_part(stream_id, '-', 1) = $1 order by position`;
const copies = async (category: string) => (await database.pool.query(COPIES, [category])).rows;

async function fillSlowly(): Promise<void> {
  for (let stream = 0; stream < 10; stream++) {
    await store.append(
      `a-${stream}`,
      0,
      Array.from({ length: 40 }, (_, amount) => paid({ amount: amount + 1 })),
    );
  }
}

test("writes what today's readers see, in order, with links back, times and digits, and leaves the originals alone", async () => {
  await store.append("a-1", 0, [{ ...paid('{"amount":1.50,"id":12345678901234567890}'), metadata: { actor: "anna" } }]);
  await store.append("a-2", 0, [paid({ amount: 2 }), paid({ parts: [3, 4] })]);
  await store.append("a", 0, [paid({ amount: 0 }), { ...paid({ amount: 5 }), schemaVersion: 2 }]);
  await store.append("a-1", 1, [{ type: "Noted", data: { text: "x" } }]);
  await database.pool.query(
    "set foldline.allow_event_changes = 'on'; update foldline.events set occurred_at = '1999-12-31 23:59:59.123456+00' where position = (select min(position) from foldline.events); set foldline.allow_event_changes = 'off'",
  );
  const before = await stored("a");
  work();
  const job = await jobWhen(database.pool, (await request("a", "b")).id);
  expect(job).toMatchObject({ status: "done", eventsDone: 6, eventsTotal: 6, fraction: 1, reason: "a trial" });
  expect(resultOf(job)).toMatchObject({ copied: 6, dropped: 1, split: 1, streams: 3 });
  const rows = await copies("b");
  expect(
    rows.map(({ stream_id, version, type, schema_version, data }) => [stream_id, version, type, schema_version, data]),
  ).toEqual(
    [
      ["b-1", 1, "Paid", 2, '{"id":12345678901234567890,"amount":1.50}'],
      ["b-2", 1, "Paid", 2, '{"amount":2}'],
      ["b-2", 2, "Paid", 2, '{"part":3}'],
      ["b-2", 3, "Paid", 2, '{"part":4}'],
      ["b", 1, "Paid", 2, '{"amount":5}'],
      ["b-1", 2, "Noted", 1, '{"text":"x"}'],
    ].map(([id, version, type, schema, data]) => [id, version, type, schema, data]),
  );
  expect(rows[0].at).toContain(".123456");
  const [original] = await store.readStream("a-1");
  expect(rows[0].metadata).toEqual({
    actor: "anna",
    copiedFrom: { streamId: "a-1", version: 1, eventId: original?.eventId },
  });
  expect(await stored("a")).toEqual(before);
  expect(resultOf(job).reasons).toMatchObject([
    { kind: "split", events: 1, first: { streamId: "a-2", version: 2 } },
    { kind: "dropped", reason: "Paid@1 is passed over", events: 1, first: { streamId: "a", version: 1 } },
  ]);
});

test("ends at the events there were when it began, and goes on with the later ones when it is asked again", async () => {
  const code = [slowly(1)];
  await fillSlowly();
  work(code, 20);
  const { id } = await request("a", "b", code);
  await jobWhen(database.pool, id, ({ eventsDone }) => eventsDone > 0);
  const later = await store.append("a-3", "any", [paid({ amount: 99 }), paid({ amount: 100 })]);
  expect(resultOf(await jobWhen(database.pool, id))).toMatchObject({ copied: 400, streams: 10 });
  const again = await jobWhen(database.pool, (await request("a", "b", code)).id);
  expect(again).toMatchObject({ eventsDone: 2, eventsTotal: 2 });
  expect(resultOf(again)).toMatchObject({ copied: 2, streams: 0 });
  expect((await copies("b")).slice(-2).map(({ stream_id, version }) => [stream_id, version])).toEqual([
    ["b-3", 41],
    ["b-3", 42],
  ]);
  expect(BigInt(again.upTo ?? 0)).toBeGreaterThanOrEqual(later.position);
  expect((await jobWhen(database.pool, (await request("a", "b", code)).id)).eventsDone).toBe(0);
});

test("goes on after a pause, and after it was cancelled, without copying an event twice", async () => {
  const code = [slowly(1)];
  await fillSlowly();
  work(code, 20);
  const { id } = await request("a", "b", code);
  await expect(request("a", "b", code)).rejects.toBeInstanceOf(JobInProgressError);
  await jobWhen(database.pool, id, ({ eventsDone }) => eventsDone > 0);
  await pauseJob(database.pool, id, { by: "test", reason: null });
  const held = await jobWhen(database.pool, id, ({ worker }) => worker === null);
  expect((await stored("b")).events).toBe(held.eventsDone);
  await resumeJob(database.pool, id);
  await jobWhen(database.pool, id, ({ eventsDone }) => eventsDone > held.eventsDone);
  await cancelJob(database.pool, id);
  const left = (await stored("b")).events;
  expect(left).toBeLessThan(400);
  await jobWhen(database.pool, (await request("a", "b", code)).id);
  const linked = await copies("b");
  expect(new Set(linked.map(({ metadata }) => metadata.copiedFrom.eventId)).size).toBe(400);
  expect(linked).toHaveLength(400);
});

test.each([1, 2, 3, 50])(
  "stops in front of an event that cannot be read, says which, and goes on behind it once it can: pages of %d",
  async (size) => {
    await store.append("a-1", 0, [paid({ amount: 1 }), paid({ amount: 2 }), paid({ amount: 3 }), paid({ other: 4 })]);
    work(shop, size);
    const job = await jobWhen(database.pool, (await request("a", "b")).id, ({ status }) => status === "failed");
    expect(job.error).toMatchObject({
      streamId: "a-1",
      streamVersion: 4,
      message: expect.stringContaining("no amount"),
    });
    expect((await stored("b")).events).toBe(3);
    await stopWorker();
    const repaired = [
      codeUpcaster({
        ...{ type: "Paid", from: 1, to: 2, title: "Whole" },
        revision: 2,
        upcast: (data) => ({ ...data }),
      }),
    ];
    work(repaired);
    await jobWhen(database.pool, (await request("a", "b", repaired)).id);
    expect((await copies("b")).map(({ data }) => data)).toEqual([
      '{"amount":1}',
      '{"amount":2}',
      '{"amount":3}',
      '{"other":4}',
    ]);
  },
);

test("refuses a category with events of its own, and names that are none", async () => {
  await store.append("a-1", 0, [paid({ amount: 1 })]);
  await store.append("b-1", 0, [paid({ amount: 1 })]);
  await expect(request("a", "b")).rejects.toThrow('version 1 of "b-1"');
  for (const [from, to] of [
    ["a", "a"],
    ["a", "c-d"],
    ["a", "$c"],
    ["$audit", "c"],
    ["none", "c"],
    ["a", ""],
  ]) {
    await expect(request(from ?? "", to ?? "")).rejects.toBeInstanceOf(JobUnavailableError);
  }
});

test("stops when somebody else writes into the copy meanwhile", async () => {
  const code = [slowly(1)];
  await fillSlowly();
  work(code, 20);
  const { id } = await request("a", "b", code);
  await jobWhen(database.pool, id, ({ eventsDone }) => eventsDone > 0);
  await store.append("b-mine", 0, [paid({ amount: 1 })]);
  const job = await jobWhen(database.pool, id, ({ status }) => status === "failed");
  expect(job.error?.message).toContain('"b-mine"');
  await expect(request("a", "b", code)).rejects.toBeInstanceOf(JobUnavailableError);
});

test("does not mix what two chains make: with other upcasters it stops, and says how to go on", async () => {
  await store.append("a-1", 0, [paid({ amount: 1 })]);
  const { id } = await request("a", "b", []);
  work();
  const job = await jobWhen(database.pool, id, ({ status }) => status === "failed");
  expect(job.error?.message).toContain("goes on where this one stopped");
});

test("copies a copy, which links to what it was made from", async () => {
  await store.append("a-1", 0, [{ ...paid({ amount: 1 }), metadata: { actor: "anna" } }]);
  work();
  await jobWhen(database.pool, (await request("a", "b")).id);
  await jobWhen(database.pool, (await request("b", "c")).id);
  const [copy] = await copies("c");
  expect(copy.metadata).toMatchObject({ actor: "anna", copiedFrom: { streamId: "b-1", version: 1 } });
});
