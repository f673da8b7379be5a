import "server-only";
import type { EventTypeDetail, SampleEvent } from "@/lib/api/event-types";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { declarativeUpcaster, streamCategory } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { upcasters as code, reducers, store } from "@/lib/store";
import { chainEdges } from "./chain-edges";
import { chainGraph } from "./chain-graph";
import { readConsoleUpcasters } from "./console-upcasters";
import { currentChain } from "./current-chain";
import { countTypeVersions } from "./event-type-counts";
import { summariseTypes } from "./event-types";
import { readProjectionRows } from "./projection-rows";

const SAMPLES_AT_EACH_END = 5;

/** One type: its versions, the upcasters on its path, events to look at, and who reads it. */
export async function readEventType(type: string): Promise<EventTypeDetail> {
  await authorize("viewer");
  const [counts, stored, projections, chain] = await Promise.all([
    countTypeVersions(pool),
    readConsoleUpcasters(pool),
    readProjectionRows(pool, null),
    currentChain(),
  ]);
  const active = stored.filter(({ state }) => state === "active").map(declarativeUpcaster);
  const summary = summariseTypes(counts, [...code, ...active]).find((each) => each.type === type);
  if (summary === undefined) throw new AppError(`The store holds no event of type "${type}".`, { code: "not-found" });
  const schemas = summary.versions.map(({ schemaVersion }) => ({ type, schemaVersion }));
  const readAs = chain === null ? schemas : schemas.map((schema) => chain.readAs(schema));
  const samples = await sampleEvents(type, BigInt(summary.versions.at(-1)?.lastPosition ?? 0));
  const categories = [...new Set(samples.map(({ streamId }) => streamCategory(streamId)))];
  const readTypes = new Set(readAs.map((schema) => schema.type));
  return {
    ...summary,
    categories,
    ...chainGraph(type, counts, chainEdges(code, stored)),
    readAs: [...new Map(readAs.map((schema) => [`${schema.type}@${schema.schemaVersion}`, schema])).values()],
    samples,
    readers: {
      projections: projections.flatMap(({ name, definition }) => {
        if (definition.types === null) return [{ name, as: "every type" }];
        const as = definition.types.find((each) =>
          definition.reads === "stored" ? each === type : readTypes.has(each),
        );
        return as === undefined ? [] : [{ name, as }];
      }),
      reducers: reducers
        .filter(({ category }) => category === null || categories.includes(category))
        .map(({ name, category, version }) => ({ name, category, version })),
    },
  };
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
