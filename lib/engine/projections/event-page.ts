import type { Queryable } from "../events";
import { eventFilter } from "./event-filter";
import type { EventReading } from "./projected-event";

/** Some events in the order of their positions, each as the texts of the reading's columns. */
export interface EventPage {
  readonly rows: readonly (readonly string[])[];
  /** The position to go on after; `null`: there are no more. */
  readonly next: bigint | null;
}

/** Which events to read: a condition on `foldline.events e`, with its values from `$1` on. */
export interface EventCondition {
  readonly condition: string;
  readonly values: readonly unknown[];
}

/** Reads the next events that a projection follows and the condition lets through. */
export async function readEventPage(
  db: Queryable,
  { columns, types }: EventReading,
  { condition, values }: EventCondition,
  { after, limit }: { readonly after: bigint; readonly limit: number },
): Promise<EventPage> {
  const names = columns.map((_, index) => `c${index}`);
  const selected = columns.map((column, index) => `${column}::text as c${index}`);
  const statement = `
    select ${selected.join(", ")}, position as place from foldline.events e
     where ${condition} and position > $${values.length + 1} and ${eventFilter(types, null)}
     order by position limit ${limit}`;
  const found = await db.query<Readonly<Record<string, string>> & { readonly place: string }>(statement, [
    ...values,
    after.toString(),
  ]);
  const last = found.rows.at(-1);
  return {
    rows: found.rows.map((row) => names.map((name) => row[name] ?? "")),
    next: last === undefined || found.rows.length < limit ? null : BigInt(last.place),
  };
}
