import fc from "fast-check";
import { expect, test } from "vitest";
import { type Change, placeOf } from "./changes";
import { whatIfRows } from "./what-if-rows";

const insert = (after: number, place: number): Change => ({
  change: "insert",
  after,
  place,
  type: "Noted",
  schemaVersion: 1,
  dataText: "{}",
  occurredAt: null,
});

test("puts what is inserted behind its version, in the order of the places, and finds every row again", () => {
  const places = fc.uniqueArray(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 3 })), {
    selector: ([after, place]) => `${after}.${place}`,
    maxLength: 12,
  });
  fc.assert(
    fc.property(places, fc.integer({ min: 1, max: 5 }), fc.nat(4), (inserted, first, more) => {
      const last = first + more;
      const changes = inserted.map(([after, place]) => insert(after, place));
      const rows = whatIfRows({ first, last }, [...changes, { change: "leave-out", version: first }]);
      const begin = first === 1 ? 0 : first;
      const expected: string[] = [];
      for (let version = begin; version <= last; version += 1) {
        expected.push(String(version));
        const behind = changes.filter((change) => change.change === "insert" && change.after === version);
        expected.push(...behind.map(placeOf).toSorted());
      }
      const listed = Array.from({ length: rows.length }, (_, index) => {
        const row = rows.row(index);
        if (row.kind === "begin") return "0";
        return row.kind === "stored" ? String(row.version) : placeOf(row.insert);
      });
      expect(listed).toEqual(expected);
      for (const [index, place] of expected.entries()) expect(rows.indexOf(place)).toBe(index);
      expect([rows.indexOf("99"), rows.indexOf("1.9"), rows.indexOf("x")]).toEqual([-1, -1, -1]);
    }),
  );
});
