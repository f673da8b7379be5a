import { afterAll, beforeAll, expect, test } from "vitest";
import { demoTrading } from "../queries/overview/demo-trading";
import { store } from "../store";
import { asRole, useAppDatabase } from "../testing/app-database";
import type { TestDatabase } from "../testing/database";
import { auditStream } from "./audit";
import { setDemoTrading } from "./set-demo-trading";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

const trading = { enabled: true, eventsPerMinute: 90 };
const set = (input: unknown) => asRole("operator", () => setDemoTrading(input));
const read = () => asRole("viewer", demoTrading);

test("is off until somebody switches it on", async () => {
  expect(await read()).toEqual({ enabled: false, eventsPerMinute: 30 });
});

test("refuses a viewer, and changes nothing", async () => {
  await expect(asRole("viewer", () => setDemoTrading(trading))).rejects.toMatchObject({ code: "forbidden" });
  expect(await read()).toMatchObject({ enabled: false });
});

test("refuses a rate that is no rate", async () => {
  for (const eventsPerMinute of [0, -1, 1.5, 1_201, Number.NaN, "90"]) {
    await expect(set({ enabled: true, eventsPerMinute })).rejects.toThrow();
  }
});

test("sets the switch and leaves one audit row, and none when nothing changes", async () => {
  expect(await set(trading)).toEqual({ ...trading, changed: true });
  expect(await set(trading)).toEqual({ ...trading, changed: false });
  expect(await read()).toEqual(trading);
  const rows = await store.readStream(auditStream(new Date()));
  expect(rows).toMatchObject([{ type: "DemoTradingSet", data: trading, metadata: { actor: "test-operator" } }]);
});
