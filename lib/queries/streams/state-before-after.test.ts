import { afterAll, beforeAll, expect, test } from "vitest";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { jsonText } from "@/lib/engine";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readStateBeforeAfter } from "./state-before-after";

let database: TestDatabase;
const draft: UpcasterDraft = {
  ...{ title: "d", type: "Noted", fromVersion: 1, toType: "Noted", toVersion: 2 },
  operations: [{ op: "rename", from: "n", to: "number" }],
};
const read = (streamId: string, change: Partial<UpcasterDraft> = {}) =>
  asRole("viewer", () => readStateBeforeAfter({ draft: { ...draft, ...change }, streamId }));

beforeAll(async () => {
  database = await useAppDatabase();
  await store.append("notes-1", 0, [
    { type: "Noted", data: jsonText('{"n":12345678901234567890.10,"kept":41.0}') },
    { type: "Other", data: { other: true } },
  ]);
  await store.append("notes-2", 0, [
    { type: "Noted", data: { n: 1 } },
    { type: "Noted", data: { wrong: 2 } },
    { type: "Noted", data: { n: 3 } },
  ]);
  await store.append("fine-1", 0, [
    { type: "Create Fine", data: { amount: 35 } },
    { type: "Payment", data: { totalPaymentAmount: 35 } },
  ]);
});
afterAll(() => database.drop());

test("folds a stream without the draft and with it, digit for digit", async () => {
  const result = await read("notes-1");
  expect(result).toMatchObject({ version: 2, streamVersion: 2, eventsReadDifferently: 1 });
  expect(result.reducers).toEqual([
    {
      ...{ name: "inferred state", version: 1, inferred: true, changed: true },
      before: { stateText: '{\n  "n": 12345678901234567890.10,\n  "kept": 41.0,\n  "other": true\n}', problems: [] },
      after: {
        stateText: '{\n  "number": 12345678901234567890.10,\n  "kept": 41.0,\n  "other": true\n}',
        problems: [],
      },
    },
  ]);
});

test("an event that fails is named, and the state holds the others", async () => {
  const [inferred] = (await read("notes-2")).reducers;
  expect(inferred?.before).toMatchObject({ problems: [], stateText: expect.stringContaining('"wrong": 2') });
  expect(inferred?.after.problems).toMatchObject([{ version: 2, message: expect.stringContaining("is missing") }]);
  expect(JSON.parse(inferred?.after.stateText ?? "")).toEqual({ number: 3 });
});

test("the category's own reducer shows what it would lose", async () => {
  const renamed = { type: "Payment", toType: "Fine paid", operations: [] };
  const { reducers } = await read("fine-1", renamed);
  expect(reducers.map(({ name, inferred, changed }) => [name, inferred, changed])).toEqual([["fine", false, true]]);
  expect(JSON.parse(reducers[0]?.before.stateText ?? "")).toMatchObject({ status: "paid", outstanding: 0 });
  expect(JSON.parse(reducers[0]?.after.stateText ?? "")).toMatchObject({ status: "created", outstanding: 35 });
});

test("a stream that the draft does not touch is the same", async () => {
  const { eventsReadDifferently, reducers } = await read("fine-1");
  expect({ eventsReadDifferently, changed: reducers[0]?.changed }).toEqual({
    eventsReadDifferently: 0,
    changed: false,
  });
});

test("mistakes, a chain that does not hold, and a stream that is not there are refused in words", async () => {
  const remove = [{ op: "remove", path: "" }];
  await expect(read("notes-1", { operations: remove })).rejects.toMatchObject({ code: "invalid" });
  await expect(read("notes-1", { fromVersion: 2, toVersion: 1 })).rejects.toMatchObject({ code: "conflict" });
  await expect(read("notes-9")).rejects.toMatchObject({ code: "not-found" });
});
