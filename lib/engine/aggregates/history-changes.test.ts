import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonText } from "../json";
import { arbitraryChanges } from "../testing/arbitrary-changes";
import { storedEvent } from "../testing/stored-event";
import { changedEvents, type HistoryChange, HistoryChangeError } from "./history-changes";

const history = (length: number) =>
  Array.from({ length }, (_, index) => {
    const version = index + 1;
    const eventId = `00000000-0000-4000-8000-${String(version).padStart(12, "0")}`;
    return storedEvent({ version, position: BigInt(version * 10), eventId, type: "Noted", data: { n: version } });
  });
const shape = (length: number, changes: readonly HistoryChange[]) =>
  changedEvents(history(length), changes).map(({ type, version, data }) => [type, version, (data as { n: number }).n]);
const noted = (n: number) => ({ type: "Noted", data: { n } });

test("leaves out, edits and inserts, and keeps the versions of what is stored", () => {
  const changes: HistoryChange[] = [
    { kind: "insert", after: 3, place: 2, event: noted(12) },
    { kind: "leave-out", version: 2 },
    { kind: "insert", after: 3, place: 1, event: noted(11) },
    { kind: "edit", version: 3, event: { type: "Renamed" } },
    { kind: "insert", after: 0, place: 1, event: noted(10) },
  ];
  expect(shape(3, changes)).toEqual([
    ["Noted", 1, 10],
    ["Noted", 1, 1],
    ["Renamed", 3, 3],
    ["Noted", 4, 11],
    ["Noted", 5, 12],
  ]);
});

test("an edited event keeps what the edit does not name, digit for digit", () => {
  const [event] = changedEvents(history(1), [
    { kind: "edit", version: 1, event: { data: jsonText('{"n":12345678901234567890}'), metadata: { actor: "ann" } } },
  ]);
  expect(event).toMatchObject({
    type: "Noted",
    version: 1,
    position: 10n,
    dataText: '{"n":12345678901234567890}',
    metadata: { actor: "ann" },
    eventId: "00000000-0000-4000-8000-000000000001",
  });
});

test("the order of the changes does not matter", () => {
  const changes = arbitraryChanges(6).chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(changes, ([list, shuffled]) => {
      expect(changedEvents(history(6), shuffled)).toEqual(changedEvents(history(6), list));
    }),
  );
});

describe("a change that cannot be made", () => {
  const refused = (change: HistoryChange, ...before: HistoryChange[]) => {
    try {
      changedEvents(history(3), [...before, change]);
    } catch (error) {
      if (error instanceof HistoryChangeError) return [error.change, error.message];
      throw error;
    }
    return null;
  };
  test("is named by its place in the list, with the reason", () => {
    expect(refused({ kind: "leave-out", version: 2 }, { kind: "edit", version: 2, event: {} })).toEqual([
      1,
      "Version 2 is changed twice; change it once.",
    ]);
    expect(refused({ kind: "leave-out", version: 0 })).toEqual([
      0,
      "A version is a whole number from 1, and 0 is none.",
    ]);
    expect(refused({ kind: "insert", after: 1, place: 0, event: noted(1) })?.[1]).toContain("A place is");
    const insert: HistoryChange = { kind: "insert", after: 1, place: 3, event: noted(1) };
    expect(refused(insert, insert)).toEqual([1, "Place 3 behind version 1 is taken by another event."]);
    expect(refused({ kind: "insert", after: 1, place: 1, event: { type: "", data: {} } })?.[1]).toContain("type");
    expect(refused({ kind: "edit", version: 1, event: { schemaVersion: 1.5 } })?.[1]).toContain("schemaVersion");
    expect(refused({ kind: "edit", version: 1, event: { data: { text: "a\0" } } })?.[1]).toContain("NUL");
  });
});
