import type { Queryable } from "../events";
import type { EventPart } from "./event-parts";
import { foldEvent } from "./fold";
import type { Projection } from "./projection";
import { applyRaw } from "./raw-projection";
import { loadRows, storeRows } from "./write-rows";

/** Writes what parts change to a read model's table, in order; returns how many rows that were, or events of a raw one. */
export async function applyParts(
  db: Queryable,
  projection: Projection,
  tableName: string,
  parts: readonly EventPart[],
): Promise<number> {
  const unreadable = parts.find(({ error }) => error !== null);
  if (unreadable !== undefined) throw unreadable.error;
  if (projection.apply !== null) {
    const events = parts.flatMap(({ steps }) => steps.map(({ event }) => event));
    await applyRaw(db, projection.apply, tableName, events);
    return events.length;
  }
  const keys = new Set(parts.flatMap(({ steps }) => steps.flatMap((step) => step.keys)));
  const rows = await loadRows(db, projection, tableName, [...keys]);
  for (const { steps } of parts) foldEvent(projection, rows, steps);
  await storeRows(db, projection, tableName, rows);
  return rows.size;
}
