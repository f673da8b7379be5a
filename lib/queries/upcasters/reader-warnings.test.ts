import { afterAll, beforeAll, expect, test } from "vitest";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { pool } from "@/lib/db/pool";
import { compileChain, declarativeUpcaster, registerProjections, type Upcaster } from "@/lib/engine";
import { registerReactors } from "@/lib/engine/runtime/register-reactors";
import { chain, codeProjections, reactors, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { consequencesOf } from "./upcaster-consequences";
import { previewUpcaster } from "./upcaster-preview";

let database: TestDatabase;
const draft: UpcasterDraft = {
  title: "Fines are paid in cents",
  type: "Payment",
  fromVersion: 1,
  toType: "Fine paid",
  toVersion: 2,
  operations: [{ op: "remove", path: "totalPaymentAmount" }],
};
const upcaster = (change: Partial<UpcasterDraft> = {}, id = "draft"): Upcaster =>
  declarativeUpcaster({ ...draft, ...change, id });

const PAYMENTS = `
insert into foldline.events
  (stream_id, version, position, event_id, type, schema_version, slice, data, metadata, occurred_at)
select 'fine-' || n, 1, n, gen_random_uuid(), 'Payment', 1, 0, '{"totalPaymentAmount": 36.0}', '{}', now()
  from generate_series(1, 77601) n`;

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, codeProjections, await chain());
  await pool.query(PAYMENTS);
  await pool.query("select setval('foldline.position_seq', 77601)");
  await store.append("payment-1", 0, [{ type: "RefundIssued", schemaVersion: 4, data: {} }]);
});
afterAll(() => database.drop());

test("a type that a projection reads is renamed: it is named, with the events that it would lose", async () => {
  const { warnings, impact } = await asRole("viewer", () => previewUpcaster(draft));
  expect(impact).toMatchObject({ eventsReadDifferently: 77_601, eventsInStore: 77_602 });
  expect(warnings).toEqual([
    {
      kind: "loses",
      reader: { kind: "projection", name: "fines" },
      types: ["Payment"],
      events: 77_601,
      message: "The projection fines reads Payment and would lose 77,601 events, which would be read as Fine paid v2.",
    },
    {
      kind: "loses",
      reader: { kind: "reducer", name: "fine" },
      types: ["Payment"],
      events: 77_601,
      message: "The reducer fine reads Payment and would lose 77,601 events, which would be read as Fine paid v2.",
    },
    {
      kind: "unread",
      reader: null,
      types: ["Fine paid"],
      events: 77_601,
      message: "No projection, reactor or reducer reads Fine paid v2, which 77,601 events would be read as.",
    },
  ]);
});

test("an upcaster that passes all events over takes them from their readers; one with a condition may not", async () => {
  const dropping = { toType: "Payment", operations: [{ op: "drop" }] };
  const { warnings } = await consequencesOf(pool, [], [upcaster(dropping)]);
  expect(warnings.map(({ message }) => message)).toEqual([
    "The projection fines reads Payment and would lose 77,601 events, which would be passed over.",
    "The reducer fine reads Payment and would lose 77,601 events, which would be passed over.",
  ]);
  const sometimes = { toType: "Payment", operations: [{ op: "drop", when: "data.totalPaymentAmount == 0.0" }] };
  expect((await consequencesOf(pool, [], [upcaster(sometimes)])).warnings).toEqual([]);
});

test("of events that are split, those are lost that are made of none", async () => {
  const split = [{ op: "split", events: [{ operations: [] }, { type: "Fee", schemaVersion: 1, operations: [] }] }];
  const { warnings } = await consequencesOf(pool, [], [upcaster({ toType: "Payment", operations: split })]);
  expect(warnings.map(({ message }) => message)).toEqual([
    "No projection, reactor or reducer reads Fee v1, which 77,601 events would be read as.",
  ]);
});

test("a new version of a type that stays is no loss, and is read by whoever reads the type", async () => {
  const { warnings } = await asRole("viewer", () => previewUpcaster({ ...draft, toType: "Payment" }));
  expect(warnings).toEqual([]);
});

test("what makes a reader lose events gives them back when it is retired", async () => {
  const { warnings } = await consequencesOf(pool, [upcaster()], []);
  expect(warnings).toEqual([]);
});

test("an upcaster that events no longer reach is named", async () => {
  const second = upcaster({ title: "Second", toType: "Payment", fromVersion: 2, toVersion: 3 }, "second");
  const first = upcaster({ toType: "Payment" }, "first");
  const away = upcaster({ toVersion: 1 }, "away");
  const { warnings } = await consequencesOf(pool, [first, second], [away, second]);
  expect(warnings.find(({ reader }) => reader?.kind === "upcaster")).toMatchObject({
    reader: { name: "Second" },
    events: 77_601,
    message:
      "The upcaster “Second” reads Payment v2 and would lose 77,601 events, which would be read as Fine paid v1.",
  });
});

test("a reactor is named too; one that reads what was stored loses nothing", async () => {
  await registerReactors(pool, reactors(store), compileChain([]));
  const change = { type: "RefundIssued", fromVersion: 4, toType: "Refunded", toVersion: 5 };
  const { warnings } = await consequencesOf(pool, [], [upcaster(change)]);
  const losing = warnings.filter(({ kind }) => kind === "loses").map(({ reader }) => reader?.name);
  expect(losing).toContain("refund-letters");
  expect(losing).not.toContain("event-types");
  expect(warnings.find(({ reader }) => reader?.kind === "reactor")?.message).toBe(
    "The reactor refund-letters reads RefundIssued and would lose 1 event, which would be read as Refunded v5.",
  );
});

test("a made type that nobody reads is told before an event of it is stored", async () => {
  const { warnings } = await consequencesOf(pool, [], [upcaster({ type: "Never seen", toType: "Nor this" })]);
  expect(warnings.map(({ message }) => message)).toEqual([
    "No projection, reactor or reducer reads Nor this v2, which 0 events would be read as.",
  ]);
});
