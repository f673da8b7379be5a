import { afterAll, beforeAll, expect, test } from "vitest";
import { jsonText } from "@/lib/engine";
import { publishReducer } from "@/lib/operations/publish-reducer";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readStreamBlame } from "./stream-blame";
import { readStreamState } from "./stream-state";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
  const at = (day: number) => ({ occurredAt: new Date(`2026-01-0${day}T10:00:00Z`) });
  await store.append("meter-1", 0, [
    { type: "Installed", data: { reading: 0, serial: "s" }, metadata: { actor: "ann" }, ...at(1) },
    { type: "Read", data: { reading: 12, by: { name: "Ann" } }, ...at(3) },
    { type: "Read", data: { reading: 9, by: { name: "Ann" } }, ...at(2) },
    { type: "Hostile", data: jsonText('{"__proto__":{"a b":1},"serial":"s"}'), ...at(4) },
  ]);
});
afterAll(() => database.drop());

const counted = (path: string) => ({ op: "set" as const, path, expression: "1" });
const blame = (request: Parameters<typeof readStreamBlame>[1]) =>
  asRole("viewer", () => readStreamBlame("meter-1", request));
const leaves = async (request: Parameters<typeof readStreamBlame>[1]) =>
  Object.fromEntries((await blame(request)).leaves.map(({ path, version }) => [path, version]));

test("names for every leaf the event that last set it, with type, time and actor", async () => {
  const answer = await blame({});
  expect(answer).toMatchObject({ version: 4, upTo: 4, cut: false, leavesLeftOut: 0 });
  expect(answer.leaves).toEqual([
    { path: "reading", version: 3 },
    { path: "serial", version: 1 },
    { path: "by.name", version: 2 },
    { path: '__proto__["a b"]', version: 4 },
  ]);
  expect(answer.events).toEqual([
    { version: 1, type: "Installed", occurredAt: "2026-01-01T10:00:00.000Z", actor: "ann" },
    { version: 2, type: "Read", occurredAt: "2026-01-03T10:00:00.000Z", actor: null },
    { version: 3, type: "Read", occurredAt: "2026-01-02T10:00:00.000Z", actor: null },
    { version: 4, type: "Hostile", occurredAt: "2026-01-04T10:00:00.000Z", actor: null },
  ]);
});

test("is of the asked version, also before the first", async () => {
  expect(await leaves({ version: 2 })).toEqual({ reading: 2, serial: 1, "by.name": 2 });
  expect(await leaves({ version: 0 })).toEqual({ "": 0 });
});

test("of an instant leaves out what the state there leaves out", async () => {
  const instant = "2026-01-02T12:00:00Z";
  expect((await asRole("viewer", () => readStreamState("meter-1", { instant }))).leftOut).toEqual([2]);
  expect(await leaves({ instant })).toEqual({ reading: 3, serial: 1, "by.name": 3 });
  expect(await leaves({ instant, clock: "recorded" })).toEqual({ "": 0 });
});

test("is refused without signing in, and for what is not there", async () => {
  await blame({});
  await expect(readStreamBlame("meter-1", {})).rejects.toThrow();
  await expect(blame({ version: 5 })).rejects.toMatchObject({ code: "not-found" });
  await expect(blame({ reducer: "nobody's" })).rejects.toMatchObject({ code: "not-found" });
  await expect(asRole("viewer", () => readStreamBlame("meter-2", {}))).rejects.toMatchObject({ code: "not-found" });
});

test("is of the reducer that is asked for, also where another one was asked for before", async () => {
  const meter = { name: "newest", category: "meter", on: [{ type: "Installed", changes: [counted("installed")] }] };
  await asRole("operator", () => publishReducer({ name: "newest", isNew: true, definition: meter }));
  expect(await leaves({ reducer: "inferred state", version: 2 })).toEqual({ reading: 2, serial: 1, "by.name": 2 });
  expect(await leaves({ reducer: "newest", version: 2 })).toEqual({ installed: 1 });
});
