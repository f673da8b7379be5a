import { setImmediate as nextTurn } from "node:timers/promises";
import type { ReadableEvent } from "../evolution/upcaster";
import { entryWriter, type Tally } from "./catalogue-entry";
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
const LOOK_AT_THE_CLOCK_AFTER = 65_536;

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

async function addToCatalogue(events: readonly ReadableEvent[], { query, table }: RawContext): Promise<void> {
  const batch = eventsBySchema(events);
  const schemas = batch.map(({ schema }) => schema);
  const known = await readEntries({ query, table }, schemas);
  // Postgres looks for the streams while the data is looked at here.
  const asked = firstOfStreams(query, batch);
  asked.catch(() => undefined);
  const writers = known.map(entryWriter);
  const turn = turns();
  for (const [index, { events: ofSchema }] of batch.entries()) {
    for (const event of ofSchema) {
      writers[index]?.add(event);
      if (turn.isOver(event.dataText.length)) await turn.next();
    }
  }
  const firsts = await asked;
  const rows = batch.flatMap(({ schema, events: ofSchema }, index): SchemaRow[] => {
    const writer = writers[index];
    if (writer === undefined) return [];
    for (const event of ofSchema) if (firsts.has(event)) writer.addStream(event.streamId);
    return [...facetRows(writer.changed), ...dayRows(ofSchema)].map((row) => ({ schema, row }));
  });
  await storeRows({ query, table }, rows);
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
  let looked = 0;
  return {
    /** After so many more characters. */
    isOver(characters: number): boolean {
      looked += characters;
      if (looked < LOOK_AT_THE_CLOCK_AFTER) return false;
      looked = 0;
      return performance.now() - began > MAX_TURN_MS;
    },
    async next(): Promise<void> {
      await nextTurn();
      began = performance.now();
    },
  };
}
