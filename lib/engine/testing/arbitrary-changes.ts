import fc from "fast-check";
import type { HistoryChange } from "../aggregates/history-changes";

/** Changes of a stream of so many versions, whose events have a number `n` or, now and then, none. */
export function arbitraryChanges(versions: number): fc.Arbitrary<HistoryChange[]> {
  const version = fc.integer({ min: 1, max: versions });
  const data = fc.oneof({ weight: 4, arbitrary: fc.integer() }, { weight: 1, arbitrary: fc.constant("none") });
  const event = data.map((n) => ({ type: "Noted", data: { n } }));
  const change: fc.Arbitrary<HistoryChange> = fc.oneof(
    fc.record({ kind: fc.constant("leave-out" as const), version }),
    fc.record({ kind: fc.constant("edit" as const), version, event: data.map((n) => ({ data: { n } })) }),
    fc.record({
      kind: fc.constant("insert" as const),
      after: fc.integer({ min: 0, max: versions }),
      place: fc.integer({ min: 1, max: 5 }),
      event,
    }),
  );
  const placeOf = (one: HistoryChange) => (one.kind === "insert" ? `${one.after} ${one.place}` : `${one.version}`);
  return fc.uniqueArray(change, { selector: placeOf, maxLength: 10 });
}
