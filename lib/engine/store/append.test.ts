import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { PartialDuplicateError, WrongExpectedVersionError } from "../errors";
import type { NewEvent } from "../events";
import type { EventStore } from "./event-store";
import { postgresEventStore } from "./postgres-event-store";

let database: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterAll(() => database.drop());

const opened: NewEvent = { type: "AccountOpened", data: { owner: "Ada" } };
const credited: NewEvent = { type: "AccountCredited", data: { amount: 12.5 } };

describe("append", () => {
  test("refuses an append at a stale version, names the actual one, and writes nothing", async () => {
    const streamId = `account-${randomUUID()}`;
    await store.append(streamId, 0, [opened]);
    const stale = store.append(streamId, 0, [credited]);
    await expect(stale).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await expect(stale).rejects.toMatchObject({ streamId, expected: 0, actual: 1 });
    await expect(store.append(streamId, 7, [credited])).rejects.toMatchObject({ expected: 7, actual: 1 });
    expect(await store.readStream(streamId)).toHaveLength(1);
  });

  test("numbers the events of a stream from 1 and gives back where they lie", async () => {
    const streamId = `account-${randomUUID()}`;
    const first = await store.append(streamId, 0, [opened, credited]);
    expect(first).toMatchObject({ streamId, firstVersion: 1, version: 2, appended: 2 });
    const second = await store.append(streamId, 2, [credited]);
    expect(second).toMatchObject({ firstVersion: 3, version: 3, appended: 1 });
    expect(second.position).toBeGreaterThan(first.position);
    expect(await store.streamVersion(streamId)).toBe(3);
  });

  test("takes any version when asked to, and demands a stream when asked to", async () => {
    const streamId = `account-${randomUUID()}`;
    await expect(store.append(streamId, "exists", [opened])).rejects.toMatchObject({ expected: "exists", actual: 0 });
    await store.append(streamId, "any", [opened]);
    await store.append(streamId, "any", [credited]);
    await store.append(streamId, "exists", [credited]);
    expect(await store.streamVersion(streamId)).toBe(3);
  });

  test("answers a retry with the place of the events it stored before", async () => {
    const streamId = `account-${randomUUID()}`;
    const events = [
      { ...opened, eventId: randomUUID() },
      { ...credited, eventId: randomUUID() },
    ];
    const first = await store.append(streamId, 0, events);
    await store.append(streamId, 2, [credited]);
    expect(await store.append(streamId, 0, events)).toEqual({ ...first, appended: 0 });
    expect(await store.streamVersion(streamId)).toBe(3);
  });

  test("refuses an append of which only a part is stored", async () => {
    const streamId = `account-${randomUUID()}`;
    const stored = { ...opened, eventId: randomUUID() };
    await store.append(streamId, 0, [stored]);
    await expect(store.append(streamId, 1, [stored, credited])).rejects.toBeInstanceOf(PartialDuplicateError);
    expect(await store.streamVersion(streamId)).toBe(1);
  });

  test("lets exactly one of many racing writers of a version win", async () => {
    const streamId = `account-${randomUUID()}`;
    const race = await Promise.allSettled(Array.from({ length: 24 }, () => store.append(streamId, 0, [opened])));
    expect(race.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    for (const outcome of race) {
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(WrongExpectedVersionError);
    }
  });

  test("stores the events of concurrent retries once, and gives each retry the same answer", async () => {
    for (const expected of ["any", 0] as const) {
      const streamId = `account-${randomUUID()}`;
      const events = [{ ...opened, eventId: randomUUID() }];
      const results = await Promise.all(Array.from({ length: 16 }, () => store.append(streamId, expected, events)));
      expect(results.map((result) => result.version)).toEqual(results.map(() => 1));
      expect(results.filter((result) => result.appended === 1)).toHaveLength(1);
    }
  });

  test("takes a batch of 12,000 events in one append", async () => {
    const streamId = `batch-${randomUUID()}`;
    const events = Array.from({ length: 12_000 }, (_, n) => ({ type: "Counted", data: { n } }));
    expect(await store.append(streamId, 0, events)).toMatchObject({ firstVersion: 1, version: 12_000 });
    const last = await store.readStream(streamId, { direction: "backwards", limit: 1 });
    expect(last[0]).toMatchObject({ version: 12_000, data: { n: 11_999 } });
  });
});
