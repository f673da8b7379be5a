import { afterAll, beforeAll, expect, test } from "vitest";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { pool } from "@/lib/db/pool";
import { activateUpcaster } from "@/lib/operations/activate-upcaster";
import { requestVerification } from "@/lib/operations/request-verification";
import { saveUpcasterDraft } from "@/lib/operations/save-upcaster-draft";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { runVerifications } from "@/lib/testing/run-jobs";
import { pulse } from "../overview/pulse";
import { readUpcaster } from "./upcaster";
import { listUpcasters } from "./upcasters";

let database: TestDatabase;
const draft = (change: Partial<UpcasterDraft> = {}): UpcasterDraft => ({
  ...{ title: "In cents", type: "Paid", fromVersion: 1, toType: "Paid", toVersion: 2 },
  operations: [{ op: "compute", path: "cents", expression: "data.amount * 100.0" }],
  ...change,
});
const save = async (change: Partial<UpcasterDraft> = {}, id?: string) =>
  (await asRole("operator", () => saveUpcasterDraft({ id, draft: draft(change) }))).id;
const ask = (id: string, sample: number | null = null) => asRole("operator", () => requestVerification({ id, sample }));
const listed = async (id: string) =>
  (await asRole("viewer", listUpcasters)).upcasters.find((upcaster) => upcaster.id === id)?.verification;

beforeAll(async () => {
  database = await useAppDatabase();
  for (const amount of [1, 2, "x"]) await store.append("p-1", "any", [{ type: "Paid", data: { amount } }]);
});
afterAll(() => database.drop());

test("the list says what the last verification of a draft found, and whether it still holds", async () => {
  const id = await save();
  expect(await listed(id)).toBeNull();
  await ask(id);
  expect(await listed(id)).toMatchObject({ status: "queued", clean: false, requestedBy: "Test operator" });
  await runVerifications();
  expect(await listed(id)).toMatchObject({ status: "done", events: 3, failed: 1, clean: false, outdated: false });
  await save({ operations: [{ op: "remove", path: "amount" }] }, id);
  expect(await listed(id)).toMatchObject({ failed: 1, outdated: true });
  await ask(id, 2);
  await runVerifications();
  expect(await listed(id)).toMatchObject({ sample: 2, failed: 0, clean: false, outdated: false });
  await ask(id);
  await runVerifications();
  expect(await listed(id)).toMatchObject({ sample: null, events: 3, clean: true });
  expect((await asRole("viewer", () => readUpcaster(id))).verification).toMatchObject({ clean: true });
});

test("verified ones still wait for an admin, and a published one has no verification to show", async () => {
  const { rows } = await pool.query<{ id: string; state: string }>("select id, state from foldline.upcasters");
  expect(rows).toMatchObject([{ state: "verified" }]);
  expect((await asRole("viewer", pulse)).draftUpcasters).toBe(1);
  const id = rows[0]?.id ?? "";
  await asRole("admin", () => activateUpcaster({ id }));
  expect(await listed(id)).toBeNull();
  expect((await asRole("viewer", pulse)).draftUpcasters).toBe(0);
});
