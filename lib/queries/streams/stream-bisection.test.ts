import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readStreamBisection } from "./stream-bisection";

// Outside a request nobody is signed in.
vi.mock("@/lib/auth/request-operator", () => ({ requestOperator: async () => null }));

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
  await store.append("wallet-1", 0, [
    { type: "Opened", data: { owner: "Mina" } },
    { type: "Counted", data: { balance: 12.5 } },
    { type: "Counted", data: { balance: -0.1, owner: "Mina" } },
    { type: "Counted", data: { balance: -7 } },
  ]);
});
afterAll(() => database.drop());

const bisect = (condition: string, streamId = "wallet-1") =>
  asRole("viewer", () => readStreamBisection(streamId, { condition }));

test("finds the first event after which a condition holds, with the states around it and what changed", async () => {
  const { found, undecided } = await bisect("state.balance < 0.0");
  expect(found?.event.version).toBe(3);
  expect(found?.beforeText).toBe('{"owner":"Mina","balance":12.5}');
  expect(found?.afterText).toBe('{"owner":"Mina","balance":-0.1}');
  expect(found?.changed).toEqual(["balance"]);
  expect(undecided).toMatchObject({ events: 1, version: 1 });
});

test("says that it holds after none", async () => {
  expect(await bisect("state.balance > 100.0")).toMatchObject({ found: null, eventsRead: 4 });
});

test("refuses what is no condition, a stream that is not there, and nobody", async () => {
  await expect(bisect("state.balance <")).rejects.toMatchObject({ code: "invalid" });
  await expect(bisect("true", "wallet-2")).rejects.toMatchObject({ code: "not-found" });
  await expect(readStreamBisection("wallet-1", { condition: "true" })).rejects.toThrow("Nobody is signed in");
});
