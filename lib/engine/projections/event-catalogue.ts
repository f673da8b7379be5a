import { setImmediate as nextTurn } from "node:timers/promises";
import type { ReadableEvent } from "../evolution/upcaster";
import { emptyEntry, entryWriter, type Tally } from "./catalogue-entry";
import {
  type EventCatalogueRow,
  type FacetRow,
  facetRows,
  readEntries,
  type SchemaRow,
  storeRows,
} from "./catalogue-rows";
import { eventsBySchema, firstOfStreams } from "./catalogue-streams";
import type { RawContext } from "./projection";
import { rawProjection } from "./raw-projection";

const DAY_MS = 86_400_000;
const MAX_TURN_MS = 20;

/**
 * Built in: what is in the events of every type and schema version. By facet: the categories they stand in, the days on
 * which they occurred, the paths in their data with what stood there, and the different shapes of their data.
 */
export const eventCatalogue = rawProjection<EventCatalogueRow>({
  name: "event-catalogue",
  version: 1,
  description: "What is in the events of each type and schema version: categories, days, paths and shapes of the data.",
  reads: "stored",
  eventFields: [],
  columns: {
    type: "text",
    schema_version: "integer",
    facet: "text",
    name: "text",
    events: "bigint",
    streams: "bigint",
    first_position: "bigint",
    last_position: "bigint",
    detail: "jsonb",
  },
  indexes: [["facet", "type", "schema_version"]],
  types: "*",
  onError: { policy: "skip", attempts: 3 },
  apply: addToCatalogue,
});

async function addToCatalogue(events: readonly ReadableEvent[], context: RawContext): Promise<void> {
  const batch = eventsBySchema(events);
  const firsts = await firstOfStreams(context.query, batch);
  const known = await readEntries(
    context,
    batch.map(({ schema }) => schema),
  );
  const rows: SchemaRow[] = [];
  const turn = turns();
  for (const [index, { schema, events: ofSchema }] of batch.entries()) {
    const writer = entryWriter(known[index] ?? emptyEntry());
    for (const event of ofSchema) {
      writer.add(event, firsts.has(event));
      if (turn.isOver()) await turn.next();
    }
    for (const row of [...facetRows(writer.changed), ...dayRows(ofSchema)]) rows.push({ schema, row });
  }
  await storeRows(context, rows);
}

function dayRows(events: readonly ReadableEvent[]): FacetRow[] {
  const days = new Map<number | null, Tally>();
  for (const { occurredAt, position } of events) {
    const day = Math.floor(occurredAt.getTime() / DAY_MS);
    const name = Number.isNaN(day) ? null : day;
    const counted = days.get(name) ?? { events: 0, firstPosition: position, lastPosition: position };
    counted.events++;
    counted.lastPosition = position;
    days.set(name, counted);
  }
  return [...days].map(([day, counted]) => ({
    facet: "day",
    name: day === null ? null : new Date(day * DAY_MS).toISOString().slice(0, 10),
    ...counted,
    streams: null,
    detail: null,
  }));
}

/** Lets the worker's other work go on while a batch of large events is looked at. */
function turns() {
  let began = performance.now();
  return {
    isOver: () => performance.now() - began > MAX_TURN_MS,
    async next() {
      await nextTurn();
      began = performance.now();
    },
  };
}
