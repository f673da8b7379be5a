import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { pool } from "@/lib/db/pool";
import { registerProjections } from "@/lib/engine";
import { previewUpcaster } from "@/lib/queries/upcasters/upcaster-preview";
import { listUpcasters } from "@/lib/queries/upcasters/upcasters";
import { chain, codeProjections, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { activateUpcaster } from "./activate-upcaster";
import { auditStream } from "./audit";
import { discardUpcasterDraft } from "./discard-upcaster-draft";
import { retireUpcaster } from "./retire-upcaster";
import { saveUpcasterDraft } from "./save-upcaster-draft";

let database: TestDatabase;
const draft: UpcasterDraft = {
  title: "The fine in cents",
  type: "Create Fine",
  fromVersion: 1,
  toType: "Create Fine",
  toVersion: 2,
  operations: [{ op: "compute", path: "cents", expression: "data.amount * 100" }],
};
const save = (change: Partial<UpcasterDraft> = {}) =>
  asRole("operator", () => saveUpcasterDraft({ draft: { ...draft, ...change } }));
const activate = (id: string, reason = "a test") => asRole("admin", () => activateUpcaster({ id, reason }));
const audited = async () => (await store.readStream(auditStream(new Date()))).map(({ type }) => type);

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, codeProjections, await chain());
  for (let index = 1; index <= 20; index += 1) {
    const data = index === 7 ? { vehicleClass: "A" } : { amount: index, vehicleClass: "A" };
    await store.append(`fine-${index}`, 0, [{ type: "Create Fine", data }]);
  }
});
beforeEach(async () => {
  await pool.query("truncate foldline.upcasters");
});
afterAll(() => database.drop());

test("a draft reads no event, and its saving is in the audit", async () => {
  const { id, created } = await save();
  expect(created).toBe(true);
  const [event] = await store.readAll({ types: ["Create Fine"] }, { limit: 1 });
  if (event === undefined) throw new Error("no event");
  expect((await chain()).upcast(event)[0]?.schemaVersion).toBe(1);
  expect((await asRole("viewer", listUpcasters)).upcasters.find((each) => each.id === id)?.state).toBe("draft");
  expect((await audited()).at(-1)).toBe("UpcasterDrafted");
});

test("a draft that somebody else saved meanwhile is not written over", async () => {
  const { id } = await save();
  const seen = async () => (await asRole("viewer", listUpcasters)).upcasters.find((each) => each.id === id)?.updatedAt;
  const opened = await seen();
  const change = (title: string, updatedAt: unknown) =>
    asRole("operator", () => saveUpcasterDraft({ id, draft: { ...draft, title }, updatedAt }));
  await change("Mine", opened);
  await expect(change("Theirs", opened)).rejects.toMatchObject({ code: "conflict" });
  await change("Theirs, having looked", await seen());
});

test("a draft with text that Postgres cannot store is refused", async () => {
  const set = (value: unknown) => save({ operations: [{ op: "set", path: "a", value }] });
  await expect(save({ title: "a\0" })).rejects.toMatchObject({ code: "invalid" });
  await expect(set({ b: ["\0"] })).rejects.toMatchObject({ code: "invalid" });
  await expect(set("half a pair: \ud83d")).rejects.toMatchObject({ code: "invalid" });
  await expect(set("a whole one: 😀, and \\u0000 in letters")).resolves.toMatchObject({ created: true });
});

test("a viewer cannot save a draft, and an operator cannot activate or retire one", async () => {
  await expect(asRole("viewer", () => saveUpcasterDraft({ draft }))).rejects.toMatchObject({ code: "forbidden" });
  const { id } = await save();
  await expect(asRole("operator", () => activateUpcaster({ id }))).rejects.toMatchObject({ code: "forbidden" });
  await expect(asRole("operator", () => retireUpcaster({ id, reason: "x" }))).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(asRole("viewer", () => discardUpcasterDraft({ id }))).rejects.toMatchObject({ code: "forbidden" });
});

test("a preview runs the draft on stored events and shows where it fails, and why", async () => {
  const preview = await asRole("viewer", () => previewUpcaster(draft));
  expect(preview).toMatchObject({ events: 20, tried: 20, converted: 19, failed: 1, invalid: [] });
  expect(preview.reasons).toMatchObject([{ operation: 0, events: 1, examples: [{ streamId: "fine-7", version: 1 }] }]);
  expect(preview.examples[0]).toMatchObject({
    streamId: "fine-7",
    after: null,
    failure: { operation: 0, field: "expression" },
  });
  expect(preview.examples.find(({ streamId }) => streamId === "fine-3")?.after?.[0]).toMatchObject({
    schemaVersion: 2,
    data: expect.stringContaining('"cents": 300'),
  });
  expect(preview.shapes.map(({ events }) => events)).toEqual([19, 1]);
});

test("a preview says which read models the upcaster would make stale", async () => {
  const { impact } = await asRole("viewer", () => previewUpcaster(draft));
  expect(impact.projections.map(({ name }) => name)).toEqual(["fines"]);
  expect(impact.eventsReadDifferently).toBe(20);
});

test("mistakes are told at their operation and their place in the expression", async () => {
  const operations = [
    { op: "remove", path: "" },
    { op: "compute", path: "cents", expression: "data.amount * " },
  ];
  const { invalid, tried } = await asRole("viewer", () => previewUpcaster({ ...draft, operations }));
  expect(tried).toBe(0);
  expect(invalid).toMatchObject([
    { operation: 0, field: "path" },
    { operation: 1, field: "expression", from: expect.any(Number) },
  ]);
});

test("activating without a clean verification needs a reason, which is in the audit", async () => {
  const { id } = await save();
  await expect(activate(id, "  ")).rejects.toMatchObject({ code: "conflict" });
  const result = await activate(id, "fine-7 is known to be broken");
  expect(result).toMatchObject({ eventsReadDifferently: 20, staleProjections: ["fines"] });
  const entry = (await store.readStream(auditStream(new Date()))).at(-1);
  expect(entry).toMatchObject({ type: "UpcasterActivated", metadata: { reason: "fine-7 is known to be broken" } });
});

test("events are read through an active one from then on, and no more when it is retired", async () => {
  const operations = [{ op: "set", path: "currency", value: "EUR" }];
  const { id } = await save({ operations });
  await activate(id);
  const [event] = await store.readAll({ types: ["Create Fine"] }, { limit: 1 });
  if (event === undefined) throw new Error("no event");
  expect((await chain()).upcast(event)[0]).toMatchObject({ schemaVersion: 2, data: { currency: "EUR" } });
  const retired = await asRole("admin", () => retireUpcaster({ id, reason: "it was a mistake" }));
  expect(retired).toMatchObject({ staleProjections: [], wholeProjections: ["fines"] });
  expect((await chain()).upcast(event)[0]).toMatchObject({ schemaVersion: 1 });
  expect((await audited()).slice(-2)).toEqual(["UpcasterActivated", "UpcasterRetired"]);
});

test("a published one can be neither changed nor discarded nor activated again", async () => {
  const { id } = await save({ operations: [] });
  await activate(id);
  const conflict = { code: "conflict" };
  await expect(asRole("operator", () => saveUpcasterDraft({ id, draft }))).rejects.toMatchObject(conflict);
  await expect(asRole("operator", () => discardUpcasterDraft({ id }))).rejects.toMatchObject(conflict);
  await expect(activate(id)).rejects.toMatchObject(conflict);
});

test("one that would break the chain cannot be activated", async () => {
  const first = await save({ operations: [] });
  const fork = await save({ operations: [], toVersion: 3 });
  const circle = await save({ operations: [], fromVersion: 2, toVersion: 1 });
  await activate(first.id);
  const { chain: shown } = await asRole("viewer", () => previewUpcaster({ ...draft, operations: [], toVersion: 3 }));
  expect(shown.problems).toMatchObject([{ kind: "fork" }]);
  await expect(activate(fork.id)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("both read"),
  });
  await expect(activate(circle.id)).rejects.toMatchObject({ code: "conflict" });
});

test("of two drafts that contradict each other, activated at once, one wins", async () => {
  const [one, other] = [await save({ operations: [] }), await save({ operations: [], toVersion: 3 })];
  const results = await Promise.allSettled([activate(one.id), activate(other.id)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("one that others go on from cannot be retired", async () => {
  const first = await save({ operations: [] });
  const second = await save({ operations: [], fromVersion: 2, toVersion: 3 });
  await activate(first.id);
  await activate(second.id);
  const retire = (id: string) => asRole("admin", () => retireUpcaster({ id, reason: "not needed" }));
  await expect(retire(first.id)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Create Fine@1"),
  });
  await expect(retire(second.id)).resolves.toMatchObject({ title: "The fine in cents" });
  await expect(retire(first.id)).resolves.toMatchObject({ title: "The fine in cents" });
});

test("a discarded draft is gone, and the audit keeps what it said", async () => {
  const { id } = await save();
  await asRole("operator", () => discardUpcasterDraft({ id }));
  expect((await asRole("viewer", listUpcasters)).upcasters.some((each) => each.id === id)).toBe(false);
  const entry = (await store.readStream(auditStream(new Date()))).at(-1);
  expect(entry).toMatchObject({ type: "UpcasterDraftDiscarded", data: { operations: draft.operations } });
});
