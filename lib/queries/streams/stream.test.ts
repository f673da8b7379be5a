import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StreamEventsRange } from "@/lib/api/stream";
import { jsonText, parseLossless } from "@/lib/engine";
import { appendEvents } from "@/lib/operations/append-events";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { getStream } from "./stream";
import { diffStreamStates } from "./stream-diff";
import { getEvent } from "./stream-event";
import { readStreamEvents } from "./stream-events";
import { readStreamState } from "./stream-state";

let database: TestDatabase;
const asViewer = <Result>(work: () => Result) => asRole("viewer", work);
const at = (iso: string) => new Date(iso);
const HOSTILE_IDS = [
  "..",
  ".",
  "~a",
  "a/b c/ä?#&=%2F",
  "😀-1",
  "x".repeat(512),
  "<script>alert(1)</script>",
  "'; drop table x; --",
];

beforeAll(async () => {
  database = await useAppDatabase();
  await store.append("meter-1", 0, [
    {
      type: "Installed",
      data: jsonText('{"reading":0.0,"serial":9007199254740993}'),
      occurredAt: at("2026-01-01T10:00:00Z"),
    },
    { type: "Read", data: { reading: 12, by: { name: "Ann" } }, occurredAt: at("2026-01-03T10:00:00Z") },
    { type: "Read", data: { reading: 9, by: { name: "Bob" } }, occurredAt: at("2026-01-02T10:00:00Z") },
    {
      type: "Sealed",
      data: { sealed: true },
      occurredAt: at("2026-01-04T10:00:00Z"),
      metadata: { correlationId: "c-1" },
    },
  ]);
  for (const id of HOSTILE_IDS) await store.append(id, 0, [{ type: "Made", data: { id } }]);
});
afterAll(() => database.drop());

test("a stream tells its version, its types and whether its times follow its versions", async () => {
  const stream = await asViewer(() => getStream("meter-1"));
  expect(stream).toMatchObject({
    category: "meter",
    version: 4,
    timesInOrder: false,
    firstEventAt: "2026-01-01T10:00:00.000Z",
  });
  expect(stream.types).toEqual([
    { type: "Read", count: 2 },
    { type: "Installed", count: 1 },
    { type: "Sealed", count: 1 },
  ]);
});

test.each(HOSTILE_IDS)("the stream %j is read like any other", async (id) => {
  expect((await asViewer(() => getStream(id))).streamId).toBe(id);
  expect((await asViewer(() => readStreamState(id, {}))).stateText).toBe(JSON.stringify({ id }));
});

test("a stream that does not exist is not found, whatever is asked of it", async () => {
  for (const id of ["none", "nul\0", "\ud800"]) {
    const asked: (() => Promise<unknown>)[] = [
      () => getStream(id),
      () => readStreamEvents(id, StreamEventsRange.parse({})),
      () => getEvent(id, 1),
      () => readStreamState(id, {}),
      () => diffStreamStates(id, { a: 0, b: 1 }),
    ];
    for (const ask of asked) await expect(asViewer(ask)).rejects.toMatchObject({ code: "not-found" });
  }
});

test("nobody reads without signing in", async () => {
  await expect(getStream("meter-1")).rejects.toThrow();
  await expect(getEvent("meter-1", 1)).rejects.toThrow();
  await expect(readStreamState("meter-1", {})).rejects.toThrow();
});

describe("events by version", () => {
  test("come in a range, in either direction", async () => {
    const versions = async (range: Record<string, unknown>) =>
      (await asViewer(() => readStreamEvents("meter-1", StreamEventsRange.parse(range)))).events.map(
        (event) => event.version,
      );
    expect(await versions({ from: 2, to: 3 })).toEqual([2, 3]);
    expect(await versions({ direction: "desc", limit: 2 })).toEqual([4, 3]);
    expect(await versions({ from: 5 })).toEqual([]);
  });

  test("one shows what is stored, digit for digit", async () => {
    const detail = await asViewer(() => getEvent("meter-1", 1));
    expect(detail.event.dataText).toBe('{"reading":0.0,"serial":9007199254740993}');
    expect(detail).toMatchObject({ steps: [], changes: [], problem: null, correlated: null });
    expect((await asViewer(() => getEvent("meter-1", 4))).correlated).toEqual({ events: 1, streams: 1, capped: false });
    await expect(asViewer(() => getEvent("meter-1", 5))).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the state", () => {
  const state = (asOf: Parameters<typeof readStreamState>[1]) => asViewer(() => readStreamState("meter-1", asOf));

  test("at a version names what that event set", async () => {
    const second = await state({ version: 2 });
    expect(second.stateText).toBe('{"reading":12,"serial":9007199254740993,"by":{"name":"Ann"}}');
    expect(second.setHere).toEqual(["reading", "by.name"]);
    expect(second.reducer.inferred).toBe(true);
    expect((await state({})).version).toBe(4);
  });

  test("before the first event is empty", async () => {
    expect(await state({ version: 0 })).toMatchObject({ version: 0, stateText: "{}", setHere: [] });
  });

  test("at an instant holds what had occurred, and says which versions it leaves out", async () => {
    const then = await state({ instant: "2026-01-02T12:00:00Z" });
    expect(then).toMatchObject({ version: 3, leftOut: [2] });
    expect(JSON.parse(then.stateText)).toMatchObject({ reading: 9 });
    expect((await state({ instant: "2020-01-01T00:00:00Z" })).version).toBe(0);
  });

  test("at a position is that of the last version before it", async () => {
    const { event } = await asViewer(() => getEvent("meter-1", 3));
    expect((await state({ position: event.position })).version).toBe(3);
  });

  test("is refused for a version that is not there yet, and for two places at once", async () => {
    await expect(state({ version: 5 })).rejects.toMatchObject({ code: "not-found", details: { actual: 4 } });
    await expect(state({ version: 1, position: "1" })).rejects.toMatchObject({ code: "invalid" });
  });
});

test("a diff names each change and the event that made it", async () => {
  const diff = await asViewer(() => diffStreamStates("meter-1", { a: 1, b: 4 }));
  const by = (version: number, type: string) => ({ from: null, setBy: { version, type } });
  expect(diff.changes).toEqual([
    { path: "reading", kind: "changed", before: "0.0", after: "9", ...by(3, "Read") },
    { path: "by", kind: "added", before: null, after: '{"name":"Bob"}', ...by(3, "Read") },
    { path: "sealed", kind: "added", before: null, after: "true", ...by(4, "Sealed") },
  ]);
  expect(diff.counts).toMatchObject({ changed: 1, added: 2, removed: 0, unchanged: 1 });
  const back = await asViewer(() => diffStreamStates("meter-1", { a: 4, b: 1 }));
  expect(back.changes.map(({ kind, setBy }) => [kind, setBy?.version])).toEqual([
    ["changed", 3],
    ["removed", 3],
    ["removed", 4],
  ]);
});

test("a long stream is folded from a snapshot the second time", async () => {
  await store.append(
    "long-1",
    0,
    Array.from({ length: 3000 }, (_, n) => ({ type: "Ticked", data: { n } })),
  );
  const read = () => asViewer(() => readStreamState("long-1", { version: 3000 }));
  expect((await read()).stateText).toBe('{"n":2999}');
  expect((await read()).fromSnapshot).not.toBeNull();
});

describe("appending by hand", () => {
  const opened = { type: "Opened", data: { n: 1 } };

  test("needs an admin, and is audited", async () => {
    const append = () => appendEvents("hand-1", { expectedVersion: 0, events: [opened] });
    await expect(asRole("viewer", append)).rejects.toMatchObject({ code: "forbidden" });
    await expect(asRole("operator", append)).rejects.toMatchObject({ code: "forbidden" });
    expect(await store.streamVersion("hand-1")).toBe(0);
    expect(await asRole("admin", append)).toMatchObject({ version: 1, appended: 1 });
    const [entry] = await store.readAll({ includeSystem: true, types: ["EventsAppended"] });
    expect(entry).toMatchObject({ data: { streamId: "hand-1", version: 1 }, metadata: { actor: "test-admin" } });
  });

  test("at a wrong version is a conflict that holds the actual one", async () => {
    const append = () => appendEvents("meter-1", { expectedVersion: 2, events: [opened] });
    await expect(asRole("admin", append)).rejects.toMatchObject({
      code: "conflict",
      details: { expected: 2, actual: 4 },
    });
  });

  test("sent twice with the same event ids adds nothing, and no second audit entry", async () => {
    const eventId = "0195d2c4-81fe-7b0a-9c1e-6f0b42d7e913";
    const append = () =>
      asRole("admin", () => appendEvents("hand-2", { expectedVersion: 0, events: [{ ...opened, eventId }] }));
    const results = await Promise.all([append(), append(), append()]);
    expect(results.map((result) => result.appended).sort()).toEqual([0, 0, 1]);
    const entries = await store.readAll({ includeSystem: true, types: ["EventsAppended"] });
    expect(entries.filter((entry) => (entry.data as { streamId: string }).streamId === "hand-2")).toHaveLength(1);
  });

  test("refuses what cannot be stored, and the streams of Foldline itself", async () => {
    const append = (streamId: string, data: unknown) =>
      asRole("admin", () => appendEvents(streamId, { events: [{ type: "T", data }] }));
    await expect(append("hand-3", { text: "nul\0" })).rejects.toMatchObject({ code: "invalid" });
    await expect(append("x".repeat(513), {})).rejects.toMatchObject({ code: "invalid" });
    await expect(append("hand-3", "x".repeat(2 ** 20))).rejects.toMatchObject({ code: "too-large" });
    await expect(append("$audit-2026-01", {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(asRole("admin", () => appendEvents("hand-3", { events: [] }))).rejects.toThrow();
    expect(await store.streamVersion("hand-3")).toBe(0);
  });

  test("keeps names that mean something to JavaScript, and objects that look like a kept number", async () => {
    const data = '{"__proto__":{"a":1},"constructor":2,"isLosslessNumber":true,"value":"x","toJSON":3}';
    const request = parseLossless(`{"events":[{"type":"T","data":${data}}]}`);
    await asRole("admin", () => appendEvents("names-1", request));
    const [event] = await store.readStream("names-1");
    expect(event?.dataText).toBe(data);
    const state = await asViewer(() => readStreamState("names-1", {}));
    expect(JSON.parse(state.stateText)).toEqual(JSON.parse(data));
  });
});
