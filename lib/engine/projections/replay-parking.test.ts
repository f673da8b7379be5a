import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReadableEvent } from "../evolution/upcaster";
import { sliceOf } from "../store/stream-name";
import { type FoldStep, foldEvent, foldStep, type Rows } from "./fold";
import { partitionOfSlice } from "./partition-slices";
import { type ErrorPolicy, projection } from "./projection";
import { replayParking } from "./replay-parking";

interface Sum {
  readonly sum: number;
}

interface Data {
  readonly to: readonly string[];
  readonly poison?: string;
}

const sums = (keyedBy: "stream" | "key", policy: ErrorPolicy["policy"], partitions = 16) =>
  projection<Sum>({
    name: "sums",
    version: 1,
    ...(keyedBy === "key" && {
      key: ({ data }) => {
        const { to, poison } = data as Data;
        if (poison === "key") throw new Error("no key");
        return to;
      },
    }),
    columns: { sum: "integer" },
    partitions,
    onError: { policy, attempts: 3 },
    on: {
      Added: (row, { data, version }) => {
        if ((data as Data).poison === "handler") throw new Error("poison");
        return { sum: (row?.sum ?? 0) + version };
      },
    },
  });

const event = (streamId: string, version: number, position: number, data: Data): ReadableEvent =>
  ({ streamId, version, position: BigInt(position), type: "Added", data }) as unknown as ReadableEvent;

/** Folds as a replay does: in passes over parts of the keys, directly while nothing of the stream is left out. */
function replayed(definition: ReturnType<typeof sums>, events: readonly ReadableEvent[], passes: number) {
  const parking = replayParking(definition, "test");
  for (let turns = 1; ; turns++) {
    const rows: Rows = new Map();
    for (let pass = 0; pass < passes; pass++) {
      const slices = { from: (pass * 1024) / passes, to: ((pass + 1) * 1024) / passes - 1 };
      const owns = (name: string) => sliceOf(name) >= slices.from && sliceOf(name) <= slices.to;
      parking.beginPass(slices);
      for (const each of events) {
        if (definition.keyedBy === "stream" && !owns(each.streamId)) continue;
        const steps = (): FoldStep[] => {
          const step = foldStep(definition, each);
          return step === null ? [] : [{ ...step, keys: step.keys.filter(owns) }];
        };
        parking.fold(each, steps, rows);
      }
    }
    if (!parking.mustStartAgain) return { rows, parking, turns };
    parking.startAgain();
  }
}

/** What each stored dead letter says, and how much waits behind it. */
async function recorded(parking: ReturnType<typeof replayParking>): Promise<string[]> {
  const letters: string[] = [];
  const query = async (statement: string, values: readonly unknown[] = []) => {
    if (statement.startsWith("delete")) return { rows: [] };
    const [, version, partition, stream, streamVersion, , status, waiting] = values;
    letters.push(`${version} ${partition} ${stream}@${streamVersion} ${status} +${waiting}`);
    return { rows: [{ id: "x" }] };
  };
  await parking.record({ query } as never, 7);
  return letters.sort();
}

test("a stream waits behind its first poison event; the others go on", async () => {
  const definition = sums("stream", "park", 1);
  const to: string[] = [];
  const events = [
    event("a", 1, 1, { to }),
    event("b", 1, 2, { to }),
    event("a", 2, 3, { to, poison: "handler" }),
    event("b", 2, 4, { to }),
    event("a", 3, 5, { to, poison: "handler" }),
    event("a", 4, 6, { to }),
  ];
  const { rows, parking } = replayed(definition, events, 1);
  expect(rows).toEqual(
    new Map([
      ["a", { sum: 1 }],
      ["b", { sum: 3 }],
    ]),
  );
  expect(await recorded(parking)).toEqual(["7 0 a@2 parked +2"]);
});

test("a policy of skipping leaves out each poison event and nothing else", async () => {
  const to: string[] = [];
  const poisoned = [2, 3].map((version) => event("a", version, version, { to, poison: "handler" }));
  const { rows, parking } = replayed(
    sums("stream", "skip", 1),
    [event("a", 1, 1, { to }), ...poisoned, event("a", 4, 4, { to })],
    1,
  );
  expect(rows.get("a")).toEqual({ sum: 5 });
  expect(await recorded(parking)).toEqual(["7 0 a@2 skipped +0", "7 0 a@3 skipped +0"]);
});

test("a policy of stopping ends the replay", () => {
  expect(() => replayed(sums("stream", "stop"), [event("a", 1, 1, { to: [], poison: "handler" })], 1)).toThrow(
    /poison/,
  );
});

test("more than a thousand parked streams end the replay", () => {
  const events = Array.from({ length: 1_001 }, (_, index) =>
    event(`s-${index}`, 1, index + 1, { to: [], poison: "handler" }),
  );
  expect(() => replayed(sums("stream", "park"), events, 1)).toThrow(/1,001.*poison/);
  expect(() => replayed(sums("stream", "park"), events.slice(1), 1)).not.toThrow();
});

const history = fc
  .array(
    fc.record({
      stream: fc.constantFrom("s-1", "s-2", "s-3"),
      to: fc.uniqueArray(fc.constantFrom("k1", "k2", "k3", "k4", "k5", "k6"), { minLength: 1, maxLength: 3 }),
      poison: fc.option(fc.constantFrom("handler", "key"), { nil: undefined, freq: 8 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((entries) => {
    const versions = new Map<string, number>();
    return entries.map(({ stream, to, poison }, index) => {
      const version = (versions.get(stream) ?? 0) + 1;
      versions.set(stream, version);
      return event(stream, version, index + 1, poison === undefined ? { to } : { to, poison });
    });
  });

/** Partition by partition: what comes before the stream's first event that fails on one of the partition's keys. */
function expectedRows(definition: ReturnType<typeof sums>, events: readonly ReadableEvent[]): Rows {
  const rows: Rows = new Map();
  const parked = new Set<string>();
  const partitionOf = (name: string) => partitionOfSlice(sliceOf(name), definition.partitions);
  for (const each of events) {
    const { to, poison } = each.data as Data;
    for (let partition = 0; partition < definition.partitions; partition++) {
      const keys = to.filter((key) => partitionOf(key) === partition);
      if (keys.length === 0 && poison !== "key") continue;
      if (poison !== undefined) parked.add(`${partition} ${each.streamId}`);
      if (parked.has(`${partition} ${each.streamId}`)) continue;
      const step = foldStep(definition, each);
      if (step !== null) foldEvent(definition, rows, [{ ...step, keys }]);
    }
  }
  return rows;
}

test("partitions, not passes, decide what is parked when an event changes rows of several partitions", () => {
  fc.assert(
    fc.property(history, fc.constantFrom(1, 3, 16), fc.constantFrom(1, 2, 8), (events, partitions, passes) => {
      const definition = sums("key", "park", partitions);
      expect(replayed(definition, events, passes).rows).toEqual(expectedRows(definition, events));
    }),
    { numRuns: 150 },
  );
});
