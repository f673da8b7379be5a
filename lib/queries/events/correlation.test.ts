import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readCorrelation } from "./correlation";

// Outside a request nobody is signed in.
vi.mock("@/lib/auth/request-operator", () => ({ requestOperator: async () => null }));

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

const event = (type: string, correlationId: string, metadata = {}) => ({
  type,
  data: {},
  metadata: { correlationId, ...metadata },
});

test("reads the events of a correlation id in their order, across streams, with what their producers said", async () => {
  await store.append("claim-1", 0, [event("Claim filed", "c-1", { actor: "desk" }), event("Other", "c-2")]);
  await store.append("payout-1", 0, [event("Payout ordered", "c-1", { causationId: "a command" })]);
  const { events, streams, cut } = await asRole("viewer", () => readCorrelation("c-1"));
  expect(events.map(({ type, actor, causationId }) => ({ type, actor, causationId }))).toEqual([
    { type: "Claim filed", actor: "desk", causationId: null },
    { type: "Payout ordered", actor: null, causationId: "a command" },
  ]);
  expect({ streams, cut }).toEqual({ streams: 2, cut: false });
});

test("reads the first thousand and says that there are more", async () => {
  await store.append(
    "batch-1",
    0,
    Array.from({ length: 1_001 }, () => event("Counted", "c-many")),
  );
  const { events, cut } = await asRole("viewer", () => readCorrelation("c-many"));
  expect({ events: events.length, last: events.at(-1)?.version, cut }).toEqual({
    events: 1_000,
    last: 1_000,
    cut: true,
  });
});

test("says that no event has the id, whatever it holds, and answers nobody who is not signed in", async () => {
  await expect(asRole("viewer", () => readCorrelation("nul \0"))).rejects.toThrow("No event has the correlation id");
  await expect(readCorrelation("c-1")).rejects.toThrow("Nobody is signed in");
});
