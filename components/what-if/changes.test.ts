import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesOf, linkOf } from "./change-link";
import {
  type Change,
  changesInWords,
  changesJson,
  chosenPlace,
  nextPlace,
  parseChanges,
  withChange,
  withoutPlace,
} from "./changes";

const event = fc.record({
  type: fc.string({ minLength: 1 }),
  schemaVersion: fc.integer({ min: 1, max: 32_767 }),
  dataText: fc.oneof(
    fc.json({ noUnicodeString: false }),
    fc.constantFrom('{"n":9007199254740993}', '{"amount":1.50,"list":[12345678901234567890.0]}'),
  ),
  occurredAt: fc.constantFrom(null, "2026-03-01T12:00:00.000Z"),
});
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ change: fc.constant("leave-out" as const), version: fc.integer({ min: 1, max: 99 }) }),
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), event)
    .map(([version, rest]) => ({ change: "edit" as const, version, ...rest })),
  fc
    .tuple(fc.nat(99), fc.integer({ min: 1, max: 9 }), event)
    .map(([after, place, rest]) => ({ change: "insert" as const, after, place, ...rest })),
);

describe("a link", () => {
  test("holds the changes, digit for digit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), async (changes) => {
        const link = await linkOf(changes);
        expect(link).toMatch(/^[\w-]*$/);
        expect(changesJson(await changesOf(link))).toBe(changesJson(changes));
      }),
      { numRuns: 60 },
    );
    const kept = '{"n":9007199254740993,"d":1.50}';
    const [read] = await changesOf(
      await linkOf([{ change: "edit", version: 1, type: "A", schemaVersion: 1, dataText: kept, occurredAt: null }]),
    );
    expect(read).toMatchObject({ dataText: kept });
  });

  test("that was cut, altered, or would become too much is refused in words", async () => {
    const link = await linkOf([{ change: "leave-out", version: 1 }]);
    const bomb = await linkOf([
      {
        change: "edit",
        version: 1,
        type: "A",
        schemaVersion: 1,
        dataText: JSON.stringify("x".repeat(2_000_000)),
        occurredAt: null,
      },
    ]);
    for (const bad of [link.slice(0, -4), "%%%", "AAAA", bomb]) {
      await expect(changesOf(bad)).rejects.toThrow("The address holds no changes that could be read");
    }
    expect(parseChanges('[{"change":"leave-out","version":0}]')).toBeNull();
  });
});

test("one change is made of each place, and they stand in the order of the history", () => {
  const leaveOut: Change = { change: "leave-out", version: 3 };
  const insert = (after: number, place: number): Change => ({
    change: "insert",
    after,
    place,
    type: "A",
    schemaVersion: 1,
    dataText: "{}",
    occurredAt: null,
  });
  const changes = [insert(3, 2), leaveOut, insert(3, 1), insert(0, 1)].reduce<Change[]>(withChange, []);
  expect(changes).toEqual([insert(0, 1), leaveOut, insert(3, 1), insert(3, 2)]);
  const edited = withChange(changes, {
    change: "edit",
    version: 3,
    type: "B",
    schemaVersion: 1,
    dataText: "{}",
    occurredAt: null,
  });
  expect(edited.map(({ change }) => change)).toEqual(["insert", "edit", "insert", "insert"]);
  expect(nextPlace(changes, 3)).toBe(3);
  expect(withoutPlace(changes, "3.1")).toHaveLength(3);
  expect(changesInWords(changes)).toBe("1 left out, 3 inserted");
});

describe("the place that an address names", () => {
  const at = { version: 7, last: 20 };
  const inserted: Change = {
    ...{ change: "insert", after: 5, place: 1 },
    ...{ type: "Noted", schemaVersion: 1, dataText: "{}", occurredAt: null },
  };

  test("is one of the stream, or the nearest", () => {
    expect(["5", "0", "20", "999"].map((event) => chosenPlace(event, at, []))).toEqual(["5", "0", "20", "20"]);
  });

  test("is what is inserted there, or else the event before it", () => {
    expect(["5.1", "5.2", "999.1"].map((event) => chosenPlace(event, at, [inserted]))).toEqual(["5.1", "5", "20"]);
  });

  test("is where the page stands when it is none", () => {
    const named = [null, "", "abc", "-3", "1e3", "5.", "NaN", "9".repeat(40)];
    expect(new Set(named.map((event) => chosenPlace(event, at, [])))).toEqual(new Set(["7"]));
    expect(chosenPlace(null, { ...at, version: 0 }, [])).toBe("1");
  });
});
