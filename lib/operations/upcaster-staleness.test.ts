import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { reducerHash, registerProjections, stateAt } from "@/lib/engine";
import { nearestSnapshot } from "@/lib/engine/aggregates/snapshots/snapshots";
import { registerReactors } from "@/lib/engine/runtime/register-reactors";
import { listProjections } from "@/lib/queries/projections/projections";
import { readUpcasterSetRestore } from "@/lib/queries/upcasters/upcaster-sets";
import { chain, codeProjections, projections, reactors, reducers, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { activateUpcaster } from "./activate-upcaster";
import { publishConsoleProjection } from "./publish-console-projection";
import { restoreUpcasterSet } from "./restore-upcaster-set";
import { retireUpcaster } from "./retire-upcaster";
import { saveUpcasterDraft } from "./save-upcaster-draft";

let database: TestDatabase;
const inConsole = "paid-in-console";
const READERS = ["order-summary", "open-orders", "order-changes", "customer-balance", inConsole];

/** Publishes an upcaster of what events of a type are read as today. */
async function publish(type: string): Promise<string> {
  const from = (await chain()).readAs({ type, schemaVersion: 1 });
  const draft = {
    ...{ title: `More ${type}`, type: from.type, fromVersion: from.schemaVersion },
    ...{ toType: from.type, toVersion: from.schemaVersion + 1 },
    operations: [{ op: "set", path: "more", value: true }],
  };
  const { id } = await asRole("operator", () => saveUpcasterDraft({ draft }));
  await asRole("admin", () => activateUpcaster({ id, reason: "a test" }));
  return id;
}

const staleOnes = async () =>
  (await asRole("viewer", listProjections)).projections
    .filter(({ recommendation }) => recommendation?.kind === "upcasters")
    .map(({ name }) => name)
    .toSorted();

beforeAll(async () => {
  database = await useAppDatabase();
  const definition = {
    name: inConsole,
    columns: [{ name: "orders", type: "integer" }],
    on: [{ type: "OrderPlaced", set: { orders: "1" } }],
  };
  await asRole("operator", () => publishConsoleProjection({ name: inConsole, definition }));
  await registerProjections(pool, await projections(), await chain());
  await registerReactors(pool, reactors(store), await chain());
});
afterAll(() => database.drop());

test("projections of code and console, inline ones too, are stale as long as they were built with other upcasters", async () => {
  const rebuildable = READERS.filter((name) => name !== "order-changes").toSorted();
  expect(codeProjections.map(({ name }) => name)).toEqual(expect.arrayContaining(READERS.slice(0, 4)));
  expect(await staleOnes()).toEqual([]);
  const id = await publish("OrderPlaced");
  expect(await staleOnes()).toEqual(rebuildable);
  await asRole("admin", () => restoreUpcasterSet({ reason: "back" }));
  expect(await staleOnes()).toEqual([]);
  await asRole("admin", () => restoreUpcasterSet({ id: 1, reason: "and forth" }));
  expect(await staleOnes()).toEqual(rebuildable);
  await asRole("admin", () => retireUpcaster({ id, reason: "for good" }));
  expect(await staleOnes()).toEqual([]);
});

test("a projection that is folded on request reads the active upcasters at once, and has nothing to become stale", async () => {
  const id = await publish("OrderLineChanged");
  expect(await staleOnes()).not.toContain("order-changes");
  const { impact } = await asRole("viewer", () => readUpcasterSetRestore("0"));
  expect(impact.madeWhole).not.toContain("order-changes");
  await asRole("admin", () => retireUpcaster({ id, reason: "x" }));
});

test("a reactor never is", async () => {
  const id = await publish("RefundIssued");
  const stale = await staleOnes();
  expect(stale).toContain("revenue");
  expect(stale).not.toContain("refund-letters");
  const { impact } = await asRole("viewer", () => readUpcasterSetRestore("0"));
  expect(impact.madeWhole).toContain("revenue");
  expect(impact.madeWhole).not.toContain("refund-letters");
  await asRole("admin", () => retireUpcaster({ id, reason: "x" }));
});

test("snapshots of another hash are not used, and those that fall out of use are counted by their hash", async () => {
  const fine = reducers.find(({ name }) => name === "fine");
  if (fine === undefined) throw new Error("no reducer of fines");
  const reducer = { ...fine, snapshotEvery: 1 };
  await store.append("fine-1", 0, [{ type: "Create Fine", data: { amount: 35 } }]);
  await store.append("fine-2", 0, [{ type: "Create Fine", data: { amount: 35 } }]);
  const read = async (streamId: string) =>
    stateAt({ db: pool, chain: await chain(), reducer, keepSnapshots: true }, streamId);
  await read("fine-1");
  await read("fine-2");
  await pool.query(
    "insert into foldline.snapshots (stream_id, reducer_hash, version, state, checksum, bytes, reducer, reducer_version) values ('fine-1', 'another hash', 1, '{}', '', 2, 'fine', 1)",
  );
  expect((await read("fine-1")).fromSnapshot).toBe(1);
  const before = await chain();
  await publish("Create Fine");
  expect((await read("fine-1")).fromSnapshot).toBeNull();
  expect(await nearestSnapshot(pool, "fine-1", reducerHash(fine, await chain()), 1)).toMatchObject({ version: 1 });
  expect(reducerHash(fine, before)).not.toBe(reducerHash(fine, await chain()));
  // Of the new hash there is one; back there are two of the old one to be used, and this one falls out.
  const { impact } = await asRole("viewer", () => readUpcasterSetRestore("0"));
  expect(impact.snapshots).toBe(1);
  await asRole("admin", () => restoreUpcasterSet({ id: 0, reason: "back" }));
  expect((await read("fine-2")).fromSnapshot).toBe(1);
});

test("what other upcasters read does not make a reducer's snapshots fall out of use", async () => {
  await publish("Never stored");
  const { impact } = await asRole("viewer", () => readUpcasterSetRestore("0"));
  expect(impact).toMatchObject({ snapshots: 0, eventsReadDifferently: 0, projections: [] });
});
