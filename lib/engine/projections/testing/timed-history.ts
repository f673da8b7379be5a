import fc from "fast-check";
import type pg from "pg";
import type { NewEvent } from "../../events";
import type { EventStore } from "../../store/event-store";
import { ConsoleDefinitionSchema } from "../console-definition";
import { compileConsoleProjection } from "../console-projection";
import type { LogPoint } from "../log-point";
import type { Projection } from "../projection";
import { accounts, targets } from "./ledger";

/** An event as it is appended, with what the two clocks say: milliseconds of a minute and microseconds beyond them. */
interface TimedEvent {
  readonly stream: string;
  readonly event: NewEvent;
  readonly occurred: readonly [number, number];
  readonly recorded: readonly [number, number];
}

const START = Date.UTC(2026, 2, 1, 12);
// So few that many events share one, and that times and positions disagree all the time.
const MOMENTS = 6;

const moment = fc.tuple(fc.nat(MOMENTS - 1), fc.constantFrom(0, 1, 499, 999));
const data = fc.record({
  to: fc.constantFrom("t-1", "t-2", "a-1"),
  amount: fc.integer({ min: -500, max: 5_000 }).map((cents) => cents / 100),
  text: fc.constantFrom("x", "y", ""),
});
const event: fc.Arbitrary<NewEvent> = fc.oneof(
  { weight: 7, arbitrary: data.map((value) => ({ type: "Moved", data: value })) },
  { weight: 1, arbitrary: fc.constant({ type: "Closed", data: {} }) },
  { weight: 1, arbitrary: fc.constant({ type: "Ignored", data: {} }) },
);

/** Events of a few streams, whose times follow neither each other nor their order. */
export const timedHistory: fc.Arbitrary<TimedEvent[]> = fc.array(
  fc.record({ stream: fc.constantFrom("a-1", "a-2", "b"), event, occurred: moment, recorded: moment }),
  { minLength: 1, maxLength: 25 },
);

/** A point of such a history: an instant of either clock, or a position. */
export const logPoint: fc.Arbitrary<LogPoint> = fc.oneof(
  fc.record({
    instant: fc.integer({ min: -1, max: MOMENTS }).map((at) => new Date(START + at)),
    clock: fc.constantFrom("occurred" as const, "recorded" as const),
  }),
  fc.record({ position: fc.nat(30).map(BigInt) }),
);

/** Stores the events in their order, with these times to the microsecond. */
export async function storeTimed(pool: pg.Pool, store: EventStore, history: readonly TimedEvent[]): Promise<void> {
  for (const { stream, event } of history) await store.append(stream, "any", [event]);
  const client = await pool.connect();
  await client.query("set session_replication_role = replica");
  const times = (of: (event: TimedEvent) => TimedEvent["occurred"]) =>
    history.map(
      (each) => `${new Date(START + of(each)[0]).toISOString().slice(0, -1)}${String(of(each)[1]).padStart(3, "0")}Z`,
    );
  await client.query(
    `update foldline.events e set occurred_at = t.occurred, recorded_at = t.recorded
       from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as t (occurred, recorded, place)
      where e.position = t.place`,
    [times((each) => each.occurred), times((each) => each.recorded)],
  );
  client.release(true);
}

function inConsole(name: string, key: string): Projection {
  const definition = ConsoleDefinitionSchema.parse({
    ...{ name, key, partitions: 3 },
    columns: [
      { name: "balance", type: "numeric(12,2)" },
      { name: "last_at", type: "timestamptz" },
    ],
    on: [
      {
        type: "Moved",
        set: { balance: "coalesce(row.balance, 0) + data.amount", last_at: "event.occurredAt" },
        deleteWhen: "data.text == ''",
      },
    ],
  });
  return compileConsoleProjection(definition, 1);
}

/** Keyed folds in code and of the console, of the stream and of what the events say. */
export const keyedFolds: readonly Projection[] = [
  accounts(3),
  targets(3),
  inConsole("by-stream", "event.streamId"),
  inConsole("by-target", "data.to"),
];
