import { afterAll, beforeAll, expect, test } from "vitest";
import { EventFilter } from "@/lib/api/events";
import { StreamEventsRange } from "@/lib/api/stream";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { diffStreamStates } from "../streams/stream-diff";
import { getEvent } from "../streams/stream-event";
import { readStreamEvents } from "../streams/stream-events";
import { readStreamState } from "../streams/stream-state";
import { listEvents } from "./events";

// An active upcaster that cannot read the second event, which lacks the field to rename.
const UPCASTER = `
  insert into foldline.upcasters (title, type, from_version, to_type, to_version, operations, state, created_by)
  values ('Amount in cents', 'Paid', 1, 'Paid', 2, '[{"op":"rename","from":"amount","to":"amountMinor"}]', 'active', 'test')`;

let database: TestDatabase;
const asViewer = <Result>(work: () => Result) => asRole("viewer", work);

beforeAll(async () => {
  database = await useAppDatabase();
  await database.pool.query(UPCASTER);
  await store.append("till-1", 0, [
    { type: "Paid", data: { amount: 5, by: "card" } },
    { type: "Paid", data: { by: "cash" } },
    { type: "Closed", data: { closed: true } },
  ]);
});
afterAll(() => database.drop());

test("an event that cannot be read keeps its place in a list, with the reason", async () => {
  const { events } = await asViewer(() => readStreamEvents("till-1", StreamEventsRange.parse({})));
  expect(events.map((event) => event.problem === null)).toEqual([true, false, true]);
  expect(events[1]).toMatchObject({ type: "Paid", data: { by: "cash" }, readAs: [] });
  const page = await asViewer(() => listEvents(EventFilter.parse({ category: "till", payload: "preview" })));
  expect(page.events.map((event) => event.preview)).toEqual([
    '{"closed":true}',
    '{"by":"cash"}',
    '{"amountMinor":5,"by":"card"}',
  ]);
});

test("its own page shows what is stored, the step that failed, and why", async () => {
  const detail = await asViewer(() => getEvent("till-1", 2));
  expect(detail.problem).toContain("amount");
  expect(detail.steps).toMatchObject([{ title: "Amount in cents", failed: true }]);
  expect(detail.event.dataText).toBe('{"by":"cash"}');
});

test("one that was upcast says which field came from where", async () => {
  const detail = await asViewer(() => getEvent("till-1", 1));
  expect(detail.readAs).toEqual([{ type: "Paid", schemaVersion: 2, dataText: '{"amountMinor":5,"by":"card"}' }]);
  expect(detail.changes).toEqual([{ path: "amountMinor", how: "from amount", version: 2 }]);
});

test("the state and the diff go on without it, and name it", async () => {
  const state = await asViewer(() => readStreamState("till-1", {}));
  expect(JSON.parse(state.stateText)).toEqual({ amountMinor: 5, by: "card", closed: true });
  expect(state.problems).toMatchObject([{ version: 2 }]);
  const diff = await asViewer(() => diffStreamStates("till-1", { a: 1, b: 3 }));
  expect(diff.b.problems).toMatchObject([{ version: 2 }]);
  expect(diff.changes.map(({ path }) => path)).toEqual(["closed"]);
});
