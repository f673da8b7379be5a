import type { Queryable } from "../events";
import type { PreparedAppend } from "../store/append";
import { EventSchemaError } from "./errors";
import type { SchemaRegistry } from "./schema-registry";

const STORED = "select event_id as id from foldline.events where stream_id = $1 and event_id = any ($2)";

/**
 * Refuses an append with an event that does not fit its schema. An event that its stream holds already is no new one: a
 * retry of what was stored before the schema was published stays a success. Foldline's own streams are not looked at.
 */
export async function checkAppend(
  db: Queryable,
  appends: readonly PreparedAppend[],
  registry: SchemaRegistry,
  which: "refusing" | "any",
): Promise<void> {
  for (const { streamId, events } of appends) {
    if (streamId.startsWith("$")) continue;
    const misfits = events.flatMap((event, index) => {
      const problem = registry.find(event.type, event.schemaVersion, which)?.check(event.data) ?? null;
      return problem === null ? [] : [{ event, index, problem }];
    });
    if (misfits.length === 0) continue;
    const { rows } = await db.query<{ id: string }>(STORED, [streamId, misfits.map(({ event }) => event.eventId)]);
    const stored = new Set(rows.map(({ id }) => id));
    const fresh = misfits.find(({ event }) => !stored.has(event.eventId.toLowerCase()));
    if (fresh === undefined) continue;
    const { type, schemaVersion } = fresh.event;
    throw new EventSchemaError({ streamId, event: fresh.index, type, schemaVersion }, fresh.problem);
  }
}
