import { afterAll, beforeAll, expect, test } from "vitest";
import { StreamStepsRequest } from "@/lib/api/stream-steps";
import { jsonText } from "@/lib/engine";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readStreamSteps } from "./stream-steps";

let database: TestDatabase;
const customer = "customer-steps";
beforeAll(async () => {
  database = await useAppDatabase();
  await store.append("meter-1", 0, [
    {
      type: "Installed",
      data: jsonText('{"serial":12345678901234567890,"parts":[{"id":1},{"id":2}]}'),
      metadata: { actor: "ann" },
    },
    { type: "Read", data: jsonText('{"serial":12345678901234567891,"parts":[{"id":2},{"id":1}]}') },
    { type: "Nothing", data: {} },
    {
      type: "Wide",
      data: Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`f${index}`, "x".repeat(400)])),
    },
  ]);
  await store.append(
    "meter-2",
    0,
    Array.from({ length: 450 }, (_, n) => ({ type: "Read", data: { n } })),
  );
  await store.append(
    "meter-3",
    0,
    Array.from({ length: 60 }, (_, n) => ({ type: "Read", data: wide(n) })),
  );
  await store.append(customer, 0, [{ type: "OrderPlaced", data: { lines: "none" }, schemaVersion: 1 }]);
});
afterAll(() => database.drop());

const wide = (n: number) =>
  Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, `${n} `.repeat(200)]));
const steps = (streamId: string, request: object = {}) =>
  asRole("viewer", () => readStreamSteps(streamId, StreamStepsRequest.parse(request)));

test("says at each event what it changed, digit for digit, and who caused it", async () => {
  const { steps: told, version, next } = await steps("meter-1", { to: 3 });
  expect({ version, next }).toEqual({ version: 4, next: null });
  expect(
    told.map(({ type, actor, changes }) => [type, actor, changes.map(({ kind, path }) => `${kind} ${path}`)]),
  ).toEqual([
    ["Installed", "ann", ["added serial", "added parts"]],
    ["Read", null, ["changed serial", "moved parts[0]"]],
    ["Nothing", null, []],
  ]);
  expect(told[1]?.changes[0]).toMatchObject({
    before: { text: "12345678901234567890", cut: false },
    after: { text: "12345678901234567891", cut: false },
  });
  expect(told[1]?.changes[1]).toMatchObject({ from: "parts[1]", before: null, after: { text: '{"id":2}' } });
  expect(told.every(({ reducerMicros }) => reducerMicros >= 0)).toBe(true);
});

test("cuts long values and long lists of changes, and says so", async () => {
  const [step] = (await steps("meter-1", { from: 4 })).steps;
  expect(step?.changes).toHaveLength(50);
  expect(step?.moreChanges).toBe(30);
  expect(step?.changes[0]?.after).toMatchObject({ cut: true });
});

test("come in pages, by number and by size", async () => {
  const first = await steps("meter-2");
  expect(first.steps).toHaveLength(200);
  expect(first.next).toBe(201);
  expect((await steps("meter-2", { from: 401 })).steps.map(({ version }) => version)).toEqual(
    Array.from({ length: 50 }, (_, index) => 401 + index),
  );
  expect((await steps("meter-2", { from: 451 })).steps).toEqual([]);
  const heavy = await steps("meter-3");
  expect(heavy.steps.length).toBeLessThan(60);
  expect(heavy.next).toBe(heavy.steps.length + 1);
});

test("an event that cannot be read keeps its place, with the reason", async () => {
  const { steps: told } = await steps(customer);
  expect(told[0]).toMatchObject({ version: 1, error: { in: "upcaster" }, changes: [] });
  expect(told[0]?.error?.message).not.toBe("");
});

test("are refused without signing in, and for what is not there", async () => {
  await expect(readStreamSteps("meter-1", StreamStepsRequest.parse({}))).rejects.toThrow();
  await expect(steps("meter-9")).rejects.toMatchObject({ code: "not-found" });
  await expect(steps("meter-1", { reducer: "nobody's" })).rejects.toMatchObject({ code: "not-found" });
});
