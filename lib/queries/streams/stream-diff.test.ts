import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { jsonText } from "@/lib/engine";
import { saveUpcasterDraft } from "@/lib/operations/save-upcaster-draft";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { diffStreamStates } from "./stream-diff";
import { readSetBy } from "./stream-set-by";
import { readStreamState } from "./stream-state";

let database: TestDatabase;
let draftId: string;
const draft: UpcasterDraft = {
  ...{ title: "n becomes number", type: "Weighed", fromVersion: 1, toType: "Weighed", toVersion: 2 },
  operations: [{ op: "rename", from: "grams", to: "weight" }],
};
const asViewer = <Result>(work: () => Promise<Result>) => asRole("viewer", work);
const diff = (request: Parameters<typeof diffStreamStates>[1], streamId = "sack-1") =>
  asViewer(() => diffStreamStates(streamId, request));
const shape = ({ changes }: Awaited<ReturnType<typeof diff>>) =>
  changes.map(({ kind, path, from, setBy }) => [kind, path, from, setBy?.version ?? null]);

beforeAll(async () => {
  database = await useAppDatabase();
  await store.append("sack-1", 0, [
    { type: "Weighed", data: jsonText('{"grams":12345678901234567890.10,"label":"first label"}') },
    {
      type: "Marked",
      data: {
        marks: [
          { markId: "m1", by: "Ann" },
          { markId: "m2", by: "Bob" },
        ],
      },
    },
    {
      type: "Marked",
      data: {
        marks: [
          { markId: "m2", by: "Bob" },
          { markId: "m1", by: "Cleo" },
        ],
      },
    },
    { type: "Labelled", data: { label: null, name: "first label" } },
  ]);
  await store.append("tags-1", 0, [
    { type: "Tagged", data: { tags: ["gift", "fragile", "insured"] } },
    { type: "Tagged", data: { tags: ["insured", "gift", "fragile"] } },
  ]);
  await store.append("sack-2", 0, [{ type: "Weighed", data: jsonText('{"grams":12345678901234567890.1}') }]);
  await store.append("fine-77", 0, [
    { type: "Create Fine", data: { amount: 35 } },
    { type: "Payment", data: { totalPaymentAmount: 35 } },
  ]);
  const at = (day: number) => new Date(Date.UTC(2026, 2, day));
  await store.append("crate-1", 0, [
    { type: "Packed", data: { items: 1 }, occurredAt: at(1) },
    { type: "Packed", data: { items: 2 }, occurredAt: at(9) },
    { type: "Sealed", data: { seal: "A" }, occurredAt: at(3) },
    { type: "Sealed", data: { seal: "B" }, occurredAt: at(9) },
  ]);
  draftId = (await asRole("operator", () => saveUpcasterDraft({ draft }))).id;
});
afterAll(() => database.drop());

describe("a diff of two states", () => {
  test("of two points matches items by their id, and names the event between them that did it", async () => {
    expect(shape(await diff({ a: 2, b: 4 }))).toEqual([
      ["changed", "label", null, 4],
      ["moved", "marks[0]", "marks[1]", 3],
      ["changed", "marks[1].by", null, 3],
      ["added", "name", null, 4],
    ]);
    expect(shape(await diff({ a: 4, b: 2 })).map(([, path, , version]) => [path, version])).toContainEqual(["name", 4]);
  });

  test("says who moved an item that only its place tells apart", async () => {
    expect(shape(await diff({ a: 1, b: 2 }, "tags-1"))).toEqual([["moved", "tags[0]", "tags[2]", 2]]);
  });

  test("of points given by position and instant", async () => {
    const [, second] = await store.readStream("sack-1");
    const byPosition = await diff({ a: 1, bPosition: String(second?.position) });
    expect(byPosition.b.version).toBe(2);
    const byInstant = await diff({ a: 1, bInstant: new Date(0).toISOString() });
    expect(byInstant.b).toMatchObject({ version: 0, type: null });
  });

  test("names no event where a side leaves out some that came later than its instant", async () => {
    const instant = new Date(Date.UTC(2026, 2, 5)).toISOString();
    const later = await diff({ aInstant: instant, b: 4 }, "crate-1");
    expect(later.a).toMatchObject({ version: 3, leftOut: [2] });
    // By the versions between them, version 4 alone: and the items are version 2's.
    expect(shape(later)).toEqual([
      ["changed", "items", null, null],
      ["changed", "seal", null, null],
    ]);
    expect(shape(await diff({ a: 4, bInstant: instant }, "crate-1")).map(([, , , by]) => by)).toEqual([null, null]);
    const whole = await diff({ a: 1, b: 4 }, "crate-1");
    expect(whole.a.leftOut).toEqual([]);
    expect(shape(whole)).toEqual([
      ["changed", "items", null, 2],
      ["added", "seal", null, 4],
    ]);
  });

  test("of two streams, digit for digit", async () => {
    const { changes, b } = await diff({ a: 1, bStream: "sack-2", b: 1 });
    expect(changes).toMatchObject([
      { path: "grams", before: "12345678901234567890.10", after: "12345678901234567890.1", setBy: null },
      { kind: "removed", path: "label" },
    ]);
    expect(b.streamId).toBe("sack-2");
  });

  test("of two reducers", async () => {
    const both = await diff({ a: 2, b: 2, bReducer: "inferred state" }, "fine-77");
    expect(both.a.reducer).toMatchObject({ name: "fine", inferred: false });
    expect(both.b.reducer).toMatchObject({ name: "inferred state", inferred: true });
    expect(both.changes.length).toBeGreaterThan(0);
    await expect(diff({ a: 1, b: 1, bReducer: "no such" })).rejects.toMatchObject({ code: "not-found" });
  });

  test("with and without a draft upcaster", async () => {
    const both = await diff({ a: 1, b: 1, bDraft: draftId });
    expect(shape(both)).toEqual([["renamed", "weight", "grams", null]]);
    const rows = await database.pool.query("select 1 from foldline.snapshots where stream_id = 'sack-1'");
    expect(rows.rows).toEqual([]);
    const missing = { a: 1, b: 1, bDraft: "0195d2c4-81fe-7b0a-9c1e-6f0b42d7e913" };
    await expect(diff(missing)).rejects.toMatchObject({ code: "not-found" });
  });

  test("is refused for a version that is not there, and to nobody", async () => {
    await expect(diff({ a: 1, b: 9 })).rejects.toMatchObject({ code: "not-found" });
    await expect(diffStreamStates("sack-1", { a: 1, b: 2 })).rejects.toThrow();
  });
});

describe("who set a value", () => {
  const values = [{ in: "last" as const, path: ["marks", 1, "by"] }];

  test("is the last event between two versions", async () => {
    const answer = await asViewer(() => readSetBy("sack-1", { after: 2, upTo: 4, values }));
    expect(answer).toMatchObject({ from: 3, upTo: 4, setBy: [{ version: 3, type: "Marked" }] });
    expect((await asViewer(() => readSetBy("sack-1", { after: 3, upTo: 4, values }))).setBy).toEqual([null]);
  });

  test("is looked for by its path in the first state, however many events lie between", async () => {
    const [a, b] = [
      { markId: "a", by: "Ann" },
      { markId: "b", by: "Bob" },
    ];
    const quiet = Array.from({ length: 5_000 }, () => ({ type: "Rattled", data: {} }));
    await store.append("sack-long", 0, [
      { type: "Marked", data: { marks: [a, b] } },
      { type: "Marked", data: { marks: [b, a] } },
      ...quiet.slice(0, 8),
      { type: "Marked", data: { marks: [b] } },
      ...quiet.slice(11),
    ]);
    for (let version = 5_001; version < 20_000; version += 5_000) await store.append("sack-long", version - 1, quiet);
    await store.append("sack-long", 20_000, quiet.slice(0, 5));
    const answer = await asViewer(() =>
      readSetBy("sack-long", { after: 1, upTo: 20_005, values: [{ in: "first", path: ["marks", 0] }] }),
    );
    expect(answer).toMatchObject({ from: 6, setBy: [{ version: 11, type: "Marked" }] });
  });

  test("is refused for versions the wrong way round, or that are not there", async () => {
    const ask = (after: number, upTo: number) => asViewer(() => readSetBy("sack-1", { after, upTo, values }));
    await expect(ask(3, 2)).rejects.toMatchObject({ code: "invalid" });
    await expect(ask(3, 9)).rejects.toMatchObject({ code: "not-found" });
    await expect(readSetBy("sack-1", { after: 1, upTo: 2, values })).rejects.toThrow();
  });
});

test("a state is read with a draft, and without what only a page about its event needs", async () => {
  const state = await asViewer(() => readStreamState("sack-1", { version: 1, draft: draftId, detail: "state" }));
  expect(state.stateText).toBe('{"weight":12345678901234567890.10,"label":"first label"}');
  expect(state).toMatchObject({ setHere: [], removedHere: [] });
  expect((await asViewer(() => readStreamState("sack-1", { version: 1 }))).setHere).toEqual(["grams", "label"]);
});
