import "server-only";
import type { EventTypeDetail, EventTypeSummary, EventTypeVersionDetail, SampleEvent } from "@/lib/api/event-types";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { declarativeUpcaster, streamCategory, watermark } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { upcasters as code, store } from "@/lib/store";
import { eventPlaces } from "../events/event-places";
import { eventReaders, type KnownReaders, readAsToday } from "../events/event-readers";
import { readProjectionRows } from "../projections/projection-rows";
import { writtenReducers } from "../reducers/reducers";
import { readConsoleUpcasters } from "../upcasters/console-upcasters";
import { type CatalogueRow, readCatalogueRows } from "./catalogue-rows";
import { catalogueState } from "./catalogue-state";
import { chainEdges } from "./chain-edges";
import { chainGraph } from "./chain-graph";
import { countTypeVersions } from "./event-type-counts";
import { categoryUse, countedEvents, eventTypeShape } from "./event-type-shape";
import { summariseTypes } from "./event-types";

const SAMPLES_AT_EACH_END = 5;

/** One type: its versions with what is in their events and who reads them, the upcasters on its path, samples. */
export async function readEventType(type: string): Promise<EventTypeDetail> {
  await authorize("viewer");
  const [counts, stored, projections, reducers] = await Promise.all([
    countTypeVersions(pool),
    readConsoleUpcasters(pool),
    readProjectionRows(pool, null),
    writtenReducers(),
  ]);
  const active = stored.filter(({ state }) => state === "active").map(declarativeUpcaster);
  const known: KnownReaders = { projections, reducers, upcasters: [...code, ...active] };
  const summary = summariseTypes(counts, known.upcasters).find((each) => each.type === type);
  if (summary === undefined) throw new AppError(`The store holds no event of type "${type}".`, { code: "not-found" });
  const samples = await sampleEvents(type, BigInt(summary.versions.at(-1)?.lastPosition ?? 0));
  const sampled = samples.map(({ streamId }) => streamCategory(streamId));
  const versions = await versionDetails(summary, known, [...new Set(sampled)]);
  const readAs = versions.flatMap((version) => version.readAs);
  const categories = versions.flatMap((version) => version.categories.map(({ category }) => category));
  return {
    ...summary,
    versions,
    categories: [...new Set([...categories, ...sampled])],
    ...chainGraph(type, counts, chainEdges(code, stored)),
    readAs: [...new Map(readAs.map((schema) => [`${schema.type}@${schema.schemaVersion}`, schema])).values()],
    samples,
  };
}

/** What the catalogue knows of each version, and who reads it; `sampled` are categories it may not have reached. */
async function versionDetails(
  { type, versions }: Pick<EventTypeSummary, "type" | "versions">,
  known: KnownReaders,
  sampled: readonly string[],
): Promise<EventTypeVersionDetail[]> {
  const ends = versions.flatMap(({ firstPosition, lastPosition }) => [BigInt(firstPosition), BigInt(lastPosition)]);
  const [upToNow, { upTo, rows }, places] = await Promise.all([
    watermark(pool),
    readCatalogueRows(pool, type),
    eventPlaces(pool, ends),
  ]);
  const placeOf = (position: string) => places.get(BigInt(position)) ?? { streamId: "", version: 0 };
  return versions.map((version): EventTypeVersionDetail => {
    const schema = { type, schemaVersion: version.schemaVersion };
    const own: readonly CatalogueRow[] = rows.filter(({ schemaVersion }) => schemaVersion === version.schemaVersion);
    const use = categoryUse(own);
    const categories = use.categories.map(({ category }) => category);
    const progress = { stored: version.events, counted: countedEvents(own) };
    return {
      ...version,
      ...use,
      first: placeOf(version.firstPosition),
      last: placeOf(version.lastPosition),
      readAs: readAsToday(schema, known.upcasters),
      readers: eventReaders(schema, categories.length === 0 ? sampled : categories, known),
      streams: [...use.categories, use.furtherCategories].reduce((sum, each) => sum + (each?.streams ?? 0), 0),
      shape: eventTypeShape(own),
      catalogue: catalogueState({ upTo, watermark: upToNow }, progress),
    };
  });
}

/** The latest events of the type, and its first ones, which often have an older shape. */
async function sampleEvents(type: string, last: bigint): Promise<SampleEvent[]> {
  const filter = { types: [type] };
  const [newest, oldest] = await Promise.all([
    store.readAll(filter, { after: last + 1n, direction: "backwards", limit: SAMPLES_AT_EACH_END }),
    store.readAll(filter, { limit: SAMPLES_AT_EACH_END }),
  ]);
  const byPosition = new Map([...newest, ...oldest].map((event) => [event.position, event]));
  return [...byPosition.values()].map((event) => ({
    streamId: event.streamId,
    version: event.version,
    position: event.position.toString(),
    schemaVersion: event.schemaVersion,
    occurredAt: event.occurredAt.toISOString(),
    dataText: event.dataText,
  }));
}
