import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { ReducerBody } from "@/lib/api/reducers";
import { pool } from "@/lib/db/pool";
import { checkReducer } from "@/lib/queries/reducers/check-reducer";
import { listReducers } from "@/lib/queries/reducers/list-reducers";
import { previewReducer } from "@/lib/queries/reducers/preview-reducer";
import { previewReducerStream } from "@/lib/queries/reducers/preview-reducer-stream";
import { readReducer } from "@/lib/queries/reducers/reducer";
import { reducersOf } from "@/lib/queries/reducers/reducers";
import { readSnapshotOverview } from "@/lib/queries/snapshots/snapshot-overview";
import { readStreamState } from "@/lib/queries/streams/stream-state";
import { readFirstDraft } from "@/lib/queries/upcasters/first-draft";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { discardReducerDraft } from "./discard-reducer-draft";
import { publishReducer } from "./publish-reducer";
import { retireReducer } from "./retire-reducer";
import { saveReducerDraft } from "./save-reducer-draft";

let database: TestDatabase;
let number = 0;
let name = "";
let category = "";

const definition = (change: Partial<ReducerBody> = {}): ReducerBody => ({
  name,
  category,
  initial: { total: 0 },
  on: [
    { type: "Opened", changes: [{ op: "set", path: "who", expression: "data.who" }] },
    { type: "Paid", changes: [{ op: "set", path: "total", expression: "state.total + data.amount" }] },
  ],
  ...change,
});
const broken = (): Partial<ReducerBody> => ({
  on: [{ type: "Paid", changes: [{ op: "set", path: "total", expression: "data.amont" }] }],
});
const save = (change: Partial<ReducerBody> = {}, updatedAt: string | null = null, isNew = false) =>
  asRole("operator", () => saveReducerDraft({ definition: definition(change), updatedAt, isNew }));
const publish = (change: Partial<ReducerBody> = {}, rest: object = {}) =>
  asRole("operator", () => publishReducer({ name, definition: definition(change), updatedAt: null, ...rest }));
const retire = (reason = "not needed") => asRole("admin", () => retireReducer({ name, reason }));
const read = () => asRole("viewer", () => readReducer(name));
const draftAt = async () => (await read()).versions.find(({ state }) => state === "draft")?.updatedAt ?? null;
const lastAudit = async () => (await store.readStream(auditStream(new Date()))).at(-1);
const namesOf = async () => (await reducersOf(category)).map((each) => `${each.name} ${each.version}`);

beforeAll(async () => {
  database = await useAppDatabase();
});
beforeEach(async () => {
  number += 1;
  name = `debts-${number}`;
  category = `debt${number}`;
  for (const stream of [1, 2]) {
    await store.append(`${category}-${stream}`, 0, [
      { type: "Opened", data: { who: "Ann", note: "n" } },
      { type: "Paid", data: { amount: 0.1 } },
      stream === 2 ? { type: "Paid", data: { amount: "a lot" } } : { type: "Paid", data: { amount: 0.2 } },
      { type: "Closed", data: { why: "paid" } },
    ]);
  }
});
afterAll(() => database.drop());

test("a draft is kept, mistakes and all, folds nothing, and is in the audit", async () => {
  const saved = await save(broken(), null, true);
  expect(saved).toEqual({ name, version: 1, updatedAt: await draftAt() });
  expect(await namesOf()).toEqual(["inferred state 1"]);
  expect(await lastAudit()).toMatchObject({ type: "ReducerDrafted", data: { reducer: name, version: 1 } });
  expect(await save({}, await draftAt())).toMatchObject({ name, version: 1 });
  expect(await read()).toMatchObject({ inUse: null, isDefault: false, versions: [{ version: 1, state: "draft" }] });
});

test("a viewer saves, publishes and discards nothing; an operator retires nothing", async () => {
  const forbidden = { code: "forbidden" };
  const body = { name, definition: definition(), updatedAt: null };
  await expect(asRole("viewer", () => saveReducerDraft(body))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => publishReducer(body))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => discardReducerDraft({ name }))).rejects.toMatchObject(forbidden);
  await expect(asRole("operator", () => retireReducer({ name, reason: "x" }))).rejects.toMatchObject(forbidden);
});

test("nobody saves over what somebody else has saved meanwhile", async () => {
  await save();
  const seen = await draftAt();
  await save({ description: "the other's" }, seen);
  const draft = await draftAt();
  await expect(save({ description: "mine" }, seen)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Somebody saved this draft"),
    details: { updatedAt: draft },
  });
  await expect(save({}, null)).rejects.toThrow("Somebody began a draft");
  await expect(publish({}, { updatedAt: seen })).rejects.toThrow("Somebody saved this draft");
  expect(await read()).toMatchObject({ versions: [{ definitionText: expect.stringContaining("the other's") }] });
  const latest = await draftAt();
  const both = await Promise.allSettled([save({ description: "a" }, latest), save({ description: "b" }, latest)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await asRole("operator", () => discardReducerDraft({ name }));
  expect(await lastAudit()).toMatchObject({ type: "ReducerDraftDiscarded", data: { reducer: name, version: 1 } });
  await expect(save({}, latest)).rejects.toThrow("was published or discarded");
});

test("published, it is the default where the code has none, and streams are folded with it", async () => {
  const published = await publish({}, { isNew: true, reason: "for the dunning letters" });
  expect(published).toEqual({ name, version: 1, category, isDefault: true });
  expect(await lastAudit()).toMatchObject({
    type: "ReducerPublished",
    data: { reducer: name, version: 1 },
    metadata: { reason: "for the dunning letters" },
  });
  expect(await namesOf()).toEqual([`${name} 1`, "inferred state 1"]);
  const state = await asRole("viewer", () => readStreamState(`${category}-1`, {}));
  expect(state).toMatchObject({ stateText: '{"total":0.3,"who":"Ann"}', reducer: { name, inferred: false } });
  const inferred = await asRole("viewer", () => readStreamState(`${category}-1`, { reducer: "inferred state" }));
  expect(JSON.parse(inferred.stateText)).toMatchObject({ amount: 0.2, why: "paid" });
});

test("an event it cannot fold shows in its place, with the expression, and the others are folded", async () => {
  await publish({}, { isNew: true });
  const state = await asRole("viewer", () => readStreamState(`${category}-2`, {}));
  expect(JSON.parse(state.stateText)).toEqual({ who: "Ann", total: 0.1 });
  expect(state.problems).toMatchObject([
    { version: 3, message: expect.stringContaining("on Paid, change 1 of total") },
  ]);
});

test("a published version never changes: the next takes its place, the older ones stay in the history", async () => {
  await publish({}, { isNew: true });
  await expect(publish()).rejects.toThrow("says the same");
  await expect(publish({ category: "other" })).rejects.toThrow(`Streams of "${category}" are folded with it`);
  await publish({ initial: { total: 1 } });
  expect(await namesOf()).toEqual([`${name} 2`, "inferred state 1"]);
  const { versions, inUse } = await read();
  expect([inUse, ...versions.map(({ version, state }) => [version, state])]).toEqual([
    2,
    [2, "published"],
    [1, "published"],
  ]);
  const change = "update foldline.console_reducers set definition = '{}' where name = $1 and version = 1";
  await expect(database.pool.query(change, [name])).rejects.toThrow("never changes");
  await expect(database.pool.query("delete from foldline.console_reducers")).rejects.toThrow("never changes");
});

test("of two, the one published last is the default, and the other can still be chosen", async () => {
  await publish({}, { isNew: true });
  const other = `${name}-b`;
  await asRole("operator", () =>
    publishReducer({ name: other, definition: definition({ name: other }), updatedAt: null, isNew: true }),
  );
  expect(await namesOf()).toEqual([`${other} 1`, `${name} 1`, "inferred state 1"]);
});

test("retired with a reason, it folds nothing any more, its definitions are kept, and it can be written again", async () => {
  await publish({}, { isNew: true, reason: "for the dunning letters" });
  await save({ description: "next" });
  expect(await retire("replaced by the code")).toEqual({ name, category, shownWith: "inferred state" });
  expect(await lastAudit()).toMatchObject({
    type: "ReducerRetired",
    data: { reducer: name, category },
    metadata: { reason: "replaced by the code" },
  });
  expect(await namesOf()).toEqual(["inferred state 1"]);
  const { versions, inUse } = await read();
  expect(inUse).toBeNull();
  const retirement = { by: "Test admin", at: expect.any(String), reason: "replaced by the code" };
  expect(versions).toMatchObject([
    { version: 2, state: "retired", reason: null, retirement },
    { version: 1, state: "retired", reason: "for the dunning letters", retirement },
  ]);
  await expect(retire()).rejects.toMatchObject({ code: "not-found" });
  expect(await publish({}, { isNew: true, reason: "needed again" })).toMatchObject({ version: 3 });
  expect((await read()).versions[0]).toMatchObject({ version: 3, reason: "needed again", retirement: null });
});

test("what has mistakes, or a name that is taken, is not published", async () => {
  await expect(publish(broken())).rejects.toMatchObject({
    code: "invalid",
    message: 'No event "Paid" has data.amont. Is it "amount"?',
    details: { problems: [{ path: "on.0.changes.0.expression", from: 5, to: 10 }] },
  });
  const inCode = asRole("operator", () =>
    publishReducer({ name: "order", definition: definition({ name: "order" }), updatedAt: null }),
  );
  await expect(inCode).rejects.toThrow('The code has a reducer "order".');
  await publish();
  await expect(publish({}, { isNew: true })).rejects.toThrow("says the same");
  await expect(save({}, null, true)).rejects.toThrow(`There is a reducer "${name}" already.`);
  await expect(save({ description: "half a pair: \ud800" })).rejects.toMatchObject({ code: "invalid" });
});

test("publishing takes no second connection while it holds the lock", async () => {
  const spare = (pool.options.max ?? 10) - 1;
  const held = await Promise.all(Array.from({ length: spare }, () => pool.connect()));
  const type = `Never seen ${number}`;
  const change = { op: "set", path: "total", expression: "data.amount" } as const;
  try {
    expect(await publish({ on: [{ type, changes: [change] }] }, { isNew: true })).toMatchObject({ name, version: 1 });
    await save({ description: "from the draft" });
    expect(await asRole("operator", () => publishReducer({ name }))).toMatchObject({ version: 2 });
  } finally {
    for (const client of held) client.release();
  }
}, 10_000);

test("a draft that is saved again while it is checked is not published", async () => {
  await save();
  const client = await pool.connect();
  try {
    await client.query("begin; lock table foldline.console_reducers in share row exclusive mode");
    const publishing = asRole("operator", () => publishReducer({ name }));
    const waiting = "select 1 from pg_locks where relation = 'foldline.console_reducers'::regclass and not granted";
    await expect.poll(async () => (await client.query(waiting)).rows.length).toBe(1);
    const later = "update foldline.console_reducers set updated_at = updated_at + interval '1 ms' where name = $1";
    await client.query(later, [name]);
    await client.query("commit");
    await expect(publishing).rejects.toThrow("Somebody saved this draft");
  } finally {
    client.release();
  }
  expect(await namesOf()).toEqual(["inferred state 1"]);
});

test("a check finds the mistakes of a half-written definition, each with its place", async () => {
  const half: ReducerBody = {
    name: "New Name",
    category: "",
    on: [
      {
        type: "Paid",
        changes: [
          { op: "set", path: "", expression: "data.amount" },
          { op: "take", path: "list", where: { member: "x", equals: "data.amont" } },
        ],
      },
      { type: "Paid", changes: [] },
    ],
  };
  const { problems } = await asRole("viewer", () => checkReducer({ definition: half, isNew: true }));
  expect(problems.map(({ path }) => path).toSorted()).toEqual([
    "category",
    "name",
    "on.0.changes.0.path",
    "on.0.changes.1.where.equals",
    "on.1.type",
  ]);
});

test("numbers of the initial state keep their digits", async () => {
  const { parseLossless } = await import("@/lib/engine");
  const initial = parseLossless('{"limit":12345678901234567890,"rate":1.50}') as Record<string, unknown>;
  await publish({ initial }, { isNew: true });
  expect((await read()).versions[0]?.definitionText).toContain('"limit": 12345678901234567890');
  const state = await asRole("viewer", () => readStreamState(`${category}-1`, { version: 1 }));
  expect(state.stateText).toContain('"limit":12345678901234567890,"rate":1.50');
});

test("a preview folds a sample of the category's streams, and says what fails and what is ignored", async () => {
  const preview = await asRole("viewer", () => previewReducer({ definition: definition({ name: "" }) }));
  expect(preview).toMatchObject({
    problems: [],
    streamsOfCategory: 2,
    events: 8,
    failed: 1,
    ignored: 2,
    cut: false,
    failures: [{ streamId: `${category}-2`, version: 3, type: "Paid", events: 1, path: "on.1.changes.0.expression" }],
  });
  expect(preview.streams.toSorted((a, b) => (a.streamId < b.streamId ? -1 : 1))).toEqual([
    { streamId: `${category}-1`, events: 4, failed: 0 },
    { streamId: `${category}-2`, events: 4, failed: 1 },
  ]);
  const wrong = await asRole("viewer", () => previewReducer({ definition: definition(broken()) }));
  expect(wrong).toMatchObject({ events: 0, problems: [{ severity: "error" }] });
});

test("a preview of a stream shows the draft's state beside the present one, at any version", async () => {
  const at = (version?: number) =>
    asRole("viewer", () =>
      previewReducerStream({
        definition: definition(),
        streamId: `${category}-2`,
        ...(version === undefined ? {} : { version }),
      }),
    );
  const whole = await at();
  expect(whole.steps.map(({ type, outcome }) => `${type} ${outcome}`)).toEqual([
    "Opened changed",
    "Paid changed",
    "Paid failed",
    "Closed unchanged",
  ]);
  expect(whole).toMatchObject({
    version: 4,
    draft: { stateText: '{"total":0.1,"who":"Ann"}', setHere: [] },
    present: { name: "inferred state", inferred: true, setHere: ["why"] },
    failures: [{ version: 3, path: "on.1.changes.0.expression" }],
  });
  expect(await at(2)).toMatchObject({ version: 2, draft: { setHere: ["total"] } });
  expect(await at(0)).toMatchObject({ version: 0, draft: { stateText: '{"total":0}', setHere: [] } });
  await expect(
    asRole("viewer", () => previewReducerStream({ definition: definition(), streamId: `${category}-9` })),
  ).rejects.toMatchObject({ code: "not-found" });
});

test("a first draft writes out what the inferred state does", async () => {
  const { definition: first, events, streams } = await asRole("viewer", () => readFirstDraft({ category }));
  expect([events, streams, first.name]).toEqual([8, 2, category]);
  const ofOrders = await asRole("viewer", () => readFirstDraft({ category: "order" }));
  expect(ofOrders.definition.name).toBe("order-state");
  await asRole("operator", () => publishReducer({ name: first.name, definition: first, updatedAt: null, isNew: true }));
  for (const stream of [`${category}-1`, `${category}-2`]) {
    const [own, inferred] = await Promise.all(
      [first.name, "inferred state"].map((reducer) => asRole("viewer", () => readStreamState(stream, { reducer }))),
    );
    expect(JSON.parse(own?.stateText ?? "")).toEqual(JSON.parse(inferred?.stateText ?? "null"));
    expect(own?.problems).toEqual([]);
  }
});

test("lists of every category read the reducers of the console once, however many there are", async () => {
  const reads = async (work: () => Promise<unknown>) => {
    const query = vi.spyOn(pool, "query");
    try {
      await asRole("viewer", work);
      return query.mock.calls.filter(([text]) => String(text).includes("foldline.console_reducers")).length;
    } finally {
      query.mockRestore();
    }
  };
  expect(number).toBeGreaterThan(5);
  expect(await reads(listReducers)).toBe(2);
  expect(await reads(readSnapshotOverview)).toBe(2);
});

test("the list has every category with its reducers, the default first, the inferred state last", async () => {
  await publish({}, { isNew: true });
  await save({ description: "next" });
  const { categories } = await asRole("viewer", listReducers);
  const own = categories.find((each) => each.category === category);
  expect(own).toMatchObject({
    streams: 2,
    reducers: [
      {
        name,
        source: "console",
        state: "in use",
        version: 1,
        draftVersion: 2,
        isDefault: true,
        types: ["Opened", "Paid"],
      },
      { name: "inferred state", source: "inferred", isDefault: false },
    ],
  });
  expect(categories.find((each) => each.category === "order")?.reducers[0]).toMatchObject({
    source: "code",
    isDefault: true,
  });
});
