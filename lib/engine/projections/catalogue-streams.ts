import type { Queryable } from "../events";
import type { EventSchema, ReadableEvent } from "../evolution/upcaster";

// Backwards from the event along its stream: what it looks for is usually close, or the stream is short.
const KNOWN_BEFORE = `
select c.place::int as place
  from unnest($1::text[], $2::bigint[], $3::text[], $4::smallint[]) with ordinality
         as c (stream_id, version, type, schema_version, place)
 cross join lateral (
   select 1 from foldline.events e
    where e.stream_id = c.stream_id and e.version < c.version
      and e.type = c.type and e.schema_version = c.schema_version
    order by e.version desc limit 1) earlier`;

/** Events of one schema, in order. */
export interface SchemaEvents {
  readonly schema: EventSchema;
  readonly events: ReadableEvent[];
}

/** The events of a batch by their schema. */
export function eventsBySchema(events: readonly ReadableEvent[]): SchemaEvents[] {
  const groups: SchemaEvents[] = [];
  const byType = new Map<string, SchemaEvents[]>();
  for (const event of events) {
    const { type, schemaVersion } = event;
    const ofType = byType.get(type) ?? [];
    if (ofType.length === 0) byType.set(type, ofType);
    let group = ofType.find(({ schema }) => schema.schemaVersion === schemaVersion);
    if (group === undefined) {
      group = { schema: { type, schemaVersion }, events: [] };
      ofType.push(group);
      groups.push(group);
    }
    group.events.push(event);
  }
  return groups;
}

/** Which events of a batch are the first of their schema in their stream. */
export async function firstOfStreams(
  query: Queryable["query"],
  batch: readonly SchemaEvents[],
): Promise<ReadonlySet<ReadableEvent>> {
  const firsts = batch.flatMap(({ events }) => firstInBatch(events));
  const begun = new Set(firsts.filter(({ version }) => version === 1).map(({ streamId }) => streamId));
  const asked = firsts.filter(({ streamId }) => !begun.has(streamId));
  const found = new Set(firsts);
  if (asked.length === 0) return found;
  const { rows } = await query<{ place: number }>(KNOWN_BEFORE, [
    asked.map(({ streamId }) => streamId),
    asked.map(({ version }) => version),
    asked.map(({ type }) => type),
    asked.map(({ schemaVersion }) => schemaVersion),
  ]);
  for (const { place } of rows) {
    const known = asked[place - 1];
    if (known !== undefined) found.delete(known);
  }
  return found;
}

function firstInBatch(events: readonly ReadableEvent[]): ReadableEvent[] {
  const streams = new Set<string>();
  return events.filter(({ streamId }) => streams.size < streams.add(streamId).size);
}
