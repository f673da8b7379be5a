import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ConsoleDefinitionBody } from "@/lib/api/console-projections";
import { pool } from "@/lib/db/pool";
import { registerProjections } from "@/lib/engine";
import { checkDefinition } from "@/lib/queries/projections/console-check";
import { previewDefinition } from "@/lib/queries/projections/console-preview";
import { readConsoleProjection } from "@/lib/queries/projections/console-projection";
import { listConsoleProjections } from "@/lib/queries/projections/console-projections";
import { readDataPaths } from "@/lib/queries/upcasters/data-paths";
import { chain, codeProjections, projections, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { discardConsoleDraft } from "./discard-console-draft";
import { publishConsoleProjection } from "./publish-console-projection";
import { retireConsoleProjection } from "./retire-console-projection";
import { saveConsoleDraft } from "./save-console-draft";

let database: TestDatabase;
let number = 0;
let name = "";

const definition = (change: Partial<ConsoleDefinitionBody> = {}): ConsoleDefinitionBody => ({
  name,
  columns: [
    { name: "owed", type: "numeric(12,2)" },
    { name: "moves", type: "integer" },
  ],
  on: [
    { type: "Opened", set: { owed: "data.amount", moves: "1" } },
    { type: "Paid", set: { owed: "row.owed - data.amount", moves: "row.moves + 1" }, deleteWhen: "data.last == true" },
  ],
  ...change,
});
const save = (change: Partial<ConsoleDefinitionBody> = {}, isNew = false) =>
  asRole("operator", () => saveConsoleDraft({ definition: definition(change), isNew }));
const publish = (change: Partial<ConsoleDefinitionBody> = {}, rest: object = {}) =>
  asRole("operator", () => publishConsoleProjection({ name, definition: definition(change), ...rest }));
const retire = () => asRole("admin", () => retireConsoleProjection({ name, reason: "not needed" }));
const read = () => asRole("viewer", () => readConsoleProjection(name));
const lastAudit = async () => (await store.readStream(auditStream(new Date()))).at(-1);

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, codeProjections, await chain());
  for (let account = 1; account <= 4; account++) {
    await store.append(`debt-${account}`, 0, [
      { type: "Opened", data: { amount: account * 100, who: `w${account % 2}`, "first name": "Ann" } },
      { type: "Paid", data: { amount: 30, last: false } },
      { type: "Paid", data: account === 3 ? { amount: "a lot", last: false } : { amount: 20, last: account === 4 } },
    ]);
  }
});
beforeEach(() => {
  number++;
  name = `debts-${number}`;
});
afterAll(() => database.drop());

test("a draft is kept, mistakes and all, run by nobody, and is in the audit", async () => {
  const { version } = await save({ on: [{ type: "Opened", set: { owed: "data." } }] }, true);
  expect(version).toBe(1);
  expect((await projections()).some((each) => each.name === name)).toBe(false);
  expect(await lastAudit()).toMatchObject({ type: "ProjectionDrafted", data: { projection: name, version: 1 } });
  expect(await save()).toMatchObject({ name, version: 1 });
  const list = await asRole("viewer", listConsoleProjections);
  expect(list.projections.find((each) => each.name === name)).toMatchObject({
    publishedVersion: null,
    draftVersion: 1,
  });
});

test("a viewer saves, publishes, discards nothing; an operator retires nothing", async () => {
  const forbidden = { code: "forbidden" };
  const body = { name, definition: definition() };
  await expect(asRole("viewer", () => saveConsoleDraft(body))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => publishConsoleProjection(body))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => discardConsoleDraft({ name }))).rejects.toMatchObject(forbidden);
  await expect(asRole("operator", () => retireConsoleProjection({ name, reason: "x" }))).rejects.toMatchObject(
    forbidden,
  );
});

test("nobody saves or publishes over what somebody else has saved meanwhile", async () => {
  const saveAt = (description: string, updatedAt: string | null) =>
    asRole("operator", () => saveConsoleDraft({ definition: definition({ description }), updatedAt }));
  const mine = await saveAt("mine", null);
  const theirs = await saveAt("theirs", mine.updatedAt);
  const details = { updatedAt: theirs.updatedAt };
  await expect(saveAt("mine again", mine.updatedAt)).rejects.toMatchObject({ code: "conflict", details });
  await expect(saveAt("a new one", null)).rejects.toThrow("Somebody began a draft meanwhile.");
  await expect(publish({}, { updatedAt: mine.updatedAt })).rejects.toMatchObject({ code: "conflict", details });
  expect((await read()).versions).toMatchObject([{ state: "draft", updatedAt: theirs.updatedAt }]);
  const both = await Promise.allSettled([saveAt("a", theirs.updatedAt), saveAt("b", theirs.updatedAt)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const latest = (await read()).versions[0]?.updatedAt ?? null;
  await asRole("operator", () => discardConsoleDraft({ name }));
  await expect(saveAt("mine", latest)).rejects.toThrow("published or discarded meanwhile");
});

test("publishing takes no second connection while it holds the lock", async () => {
  const held = await Promise.all(Array.from({ length: (pool.options.max ?? 10) - 2 }, () => pool.connect()));
  try {
    const publishing = [1, 2, 3].map((each) => {
      const own = definition({ name: `${name}-${each}`, on: [{ type: `Seen ${name}`, set: { owed: "data.amount" } }] });
      return asRole("operator", () => publishConsoleProjection({ name: own.name, definition: own, isNew: true }));
    });
    expect((await Promise.all(publishing)).map(({ version }) => version)).toEqual([1, 1, 1]);
  } finally {
    for (const client of held) client.release();
  }
}, 12_000);

test("publishing a new one makes its read model, and says so in the audit with the reason", async () => {
  expect(await publish({}, { isNew: true, reason: "for the dunning letters" })).toEqual({
    name,
    version: 1,
    needsRebuild: false,
  });
  expect(await lastAudit()).toMatchObject({
    type: "ProjectionPublished",
    metadata: { reason: "for the dunning letters" },
  });
  const { rows } = await pool.query(`select * from read_models.${name.replace("-", "_")}`);
  expect(rows).toEqual([]);
  expect((await projections()).find((each) => each.name === name)).toMatchObject({ source: "console", version: 1 });
});

test("editing makes version 2 beside version 1, which stays to be run for the read model that it built", async () => {
  await publish();
  expect(await save({ description: "in words" })).toMatchObject({ version: 2 });
  const { version, needsRebuild } = await asRole("operator", () => publishConsoleProjection({ name }));
  expect({ version, needsRebuild }).toEqual({ version: 2, needsRebuild: true });
  expect((await projections()).filter((each) => each.name === name).map((each) => each.version)).toEqual([2, 1]);
  expect(await read()).toMatchObject({ servingVersion: 1, versions: [{ version: 2 }, { version: 1 }] });
  expect((await publish({ description: "other words" })).version).toBe(3);
  expect((await projections()).filter((each) => each.name === name).map((each) => each.version)).toEqual([3, 1]);
});

test("what says the same as the published one is not published again", async () => {
  await publish();
  await expect(publish()).rejects.toMatchObject({ code: "conflict" });
});

test("one with mistakes is not published, and all of them are told with their places", async () => {
  const on = [{ type: "Opened", set: { owed: "data.amuont", moves: "rund(1)" } }];
  await expect(publish({ on })).rejects.toMatchObject({
    code: "invalid",
    details: {
      problems: [
        { where: { part: "set", type: "Opened", column: "owed" }, from: 5, to: 11 },
        { where: { part: "set", type: "Opened", column: "moves" }, from: 0, to: 4 },
      ],
    },
  });
  await expect(publish({ columns: [], on: [{ type: "Opened", set: {} }] })).rejects.toMatchObject({ code: "invalid" });
  await expect(publish({ on: [] })).rejects.toMatchObject({ code: "invalid" });
});

test("a name that the code has, or another one with the same view, is refused", async () => {
  for (const taken of ["fines", "order_summary", "order-summary"]) {
    name = taken;
    await expect(publish({}, { isNew: true })).rejects.toMatchObject({ code: "conflict" });
  }
  name = "twice";
  await publish({}, { isNew: true });
  await expect(publish({}, { isNew: true })).rejects.toMatchObject({ code: "conflict" });
  const { problems } = await asRole("viewer", () => checkDefinition({ definition: definition(), isNew: true }));
  expect(problems).toMatchObject([{ where: { part: "definition", path: "name" } }]);
});

test("of two operators who publish a new one of a name at once, one wins", async () => {
  const results = await Promise.allSettled([
    publish({}, { isNew: true }),
    publish({ description: "mine" }, { isNew: true }),
  ]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("text that Postgres cannot store is refused", async () => {
  await expect(save({ description: "a\0" })).rejects.toMatchObject({ code: "invalid" });
  await expect(save({ on: [{ type: "half \ud83d", set: {} }] })).rejects.toMatchObject({ code: "invalid" });
});

test("a discarded draft is gone, and the audit keeps what it said; a published one cannot be discarded", async () => {
  await save();
  await asRole("operator", () => discardConsoleDraft({ name }));
  expect(await lastAudit()).toMatchObject({ type: "ProjectionDraftDiscarded", data: { definition: { name } } });
  await publish();
  await expect(asRole("operator", () => discardConsoleDraft({ name }))).rejects.toMatchObject({ code: "not-found" });
});

test("retiring takes view, table and workers away, keeps the definitions, and the name can be used again", async () => {
  await publish();
  expect(await retire()).toMatchObject({ name, tables: [`${name.replace("-", "_")}_v1`] });
  expect(await lastAudit()).toMatchObject({ type: "ProjectionRetired", metadata: { reason: "not needed" } });
  expect((await projections()).some((each) => each.name === name)).toBe(false);
  expect((await read()).versions).toMatchObject([{ version: 1, state: "retired" }]);
  await expect(pool.query(`select 1 from read_models.${name.replace("-", "_")}`)).rejects.toMatchObject({
    code: "42P01",
  });
  await expect(retire()).rejects.toMatchObject({ code: "not-found" });
  expect(await publish({}, { isNew: true })).toMatchObject({ version: 2, needsRebuild: false });
});

test("one is not retired while it is rebuilt, nor while other views depend on its own", async () => {
  await publish();
  const view = name.replace("-", "_");
  await pool.query(`create view read_models.depends as select * from read_models.${view}`);
  await expect(retire()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("views depend") });
  await pool.query("drop view read_models.depends");
  await pool.query("insert into foldline.rebuilds (projection, version, requested_by) values ($1, 2, 'me')", [name]);
  await expect(retire()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("queued") });
  await pool.query("delete from foldline.rebuilds");
  await expect(retire()).resolves.toMatchObject({ name });
});

test("a worker that read the definitions before does not bring a retired one back", async () => {
  await publish();
  const [before] = (await projections()).filter((each) => each.name === name);
  await retire();
  if (before === undefined) throw new Error("not loaded");
  await registerProjections(pool, [before], await chain());
  const { rows } = await pool.query("select 1 from foldline.projections where name = $1", [name]);
  expect(rows).toEqual([]);
});

test("a preview shows the row before and after each event, and which events fail and why", async () => {
  const preview = await asRole("viewer", () => previewDefinition({ definition: definition() }));
  expect(preview).toMatchObject({ events: 12, rows: 4, failed: 1, complete: true });
  const [failing] = preview.keys;
  expect(failing).toMatchObject({
    key: "debt-3",
    steps: [
      { type: "Opened", before: null, after: { owed: "300", moves: "1" }, failure: null },
      { type: "Paid", before: { owed: "300", moves: "1" }, after: { owed: "270", moves: "2" } },
      { before: { owed: "270" }, after: { owed: "270" }, failure: expect.stringContaining('Column "owed"') },
    ],
  });
  const deleted = preview.keys.find(({ key }) => key === "debt-4")?.steps.at(-1);
  expect(deleted).toMatchObject({ before: { owed: "370" }, after: null });
  const one = await asRole("viewer", () => previewDefinition({ definition: definition(), key: "debt-2" }));
  expect(one.keys.map(({ key, steps }) => [key, steps.length])).toEqual([["debt-2", 3]]);
});

test("a preview of rows that several streams meet in folds the newest events of each type", async () => {
  const grouped = definition({ key: "has(data.who) ? data.who : null" });
  const preview = await asRole("viewer", () => previewDefinition({ definition: grouped }));
  expect(preview).toMatchObject({ complete: false, rows: 2, failed: 0 });
  expect(preview.keys.map(({ key }) => key).toSorted()).toEqual(["w0", "w1"]);
});

test("the paths that occur in the events are listed as expressions name them", async () => {
  const { types } = await asRole("viewer", () => readDataPaths({ types: ["Opened", "Nobody"] }));
  expect(types).toMatchObject([
    {
      type: "Opened",
      events: 4,
      paths: [{ path: "data.amount", kinds: ["number"], seen: 4 }, {}, { path: 'data["first name"]' }],
    },
    { type: "Nobody", events: 0, paths: [] },
  ]);
});

test("expressions of a half-written definition are checked too", async () => {
  const half = definition({ columns: [{ name: "", type: "text" }, ...definition().columns], name: "" });
  const { problems } = await asRole("viewer", () =>
    checkDefinition({ definition: { ...half, on: [{ type: "Opened", set: { owed: "data.amuont" } }] } }),
  );
  expect(problems.map(({ where }) => where)).toEqual([
    { part: "definition", path: "name" },
    { part: "definition", path: "columns.0.name" },
    { part: "set", type: "Opened", column: "owed" },
  ]);
});
