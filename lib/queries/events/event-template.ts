import "server-only";
import type { EventTemplateDetail, EventTemplateQuery } from "@/lib/api/event-templates";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type Queryable, type StoredEvent, streamCategory } from "@/lib/engine";
import { chain, store } from "@/lib/store";
import { inferredSchema } from "../event-schemas/inferred-schema";
import { orNull } from "../or-null";
import { isStorable } from "../storable";
import { streamNotFound } from "../streams/stream";

const PUBLISHED = `
select schema::text as schema from foldline.event_schemas
 where type = $1 and schema_version = $2 and published_at is not null and withdrawn_at is null`;

const LAST_OF_STREAM = `
select version from foldline.events where stream_id = $1 and type = $2 order by version desc limit 1`;

/** What to begin a new event with: the JSON Schema of its type, and the last such event, as it would be written today. */
export async function readEventTemplate(
  streamId: string,
  { type, version: schemaVersion }: EventTemplateQuery,
): Promise<EventTemplateDetail> {
  await authorize("viewer");
  if (!isStorable(streamId) || (await store.streamVersion(streamId)) === 0) throw streamNotFound(streamId);
  const [schema, example] = await Promise.all([
    schemaOf(pool, type, schemaVersion),
    isStorable(type) ? lastOf(pool, streamId, type) : undefined,
  ]);
  return {
    type,
    schemaVersion,
    schema,
    example: example === undefined ? null : await inVersion(example, { type, schemaVersion }),
  };
}

async function schemaOf(db: Queryable, type: string, schemaVersion: number): Promise<EventTemplateDetail["schema"]> {
  if (!isStorable(type)) return null;
  const { rows } = await db.query<{ schema: string }>(PUBLISHED, [type, schemaVersion]);
  if (rows[0] !== undefined) return { text: rows[0].schema, from: "published" };
  const inferred = await orNull(inferredSchema(type, schemaVersion));
  return inferred === null ? null : { text: inferred.schema, from: "inferred" };
}

async function lastOf(db: Queryable, streamId: string, type: string): Promise<StoredEvent | undefined> {
  const { rows } = await db.query<{ version: string }>(LAST_OF_STREAM, [streamId, type]);
  if (rows[0] !== undefined) {
    const version = Number(rows[0].version);
    return (await store.readStream(streamId, { from: version, to: version }))[0];
  }
  const page = { direction: "backwards", limit: 1 } as const;
  const [near] = await store.readAll({ types: [type], category: streamCategory(streamId) }, page);
  return near ?? (await store.readAll({ types: [type] }, page))[0];
}

/** The data as an event of this version has it: as it is read today, where that is the version. */
async function inVersion(
  event: StoredEvent,
  { type, schemaVersion }: { readonly type: string; readonly schemaVersion: number },
): Promise<EventTemplateDetail["example"]> {
  const { streamId, version } = event;
  const isWanted = (read: { type: string; schemaVersion: number }) =>
    read.type === type && read.schemaVersion === schemaVersion;
  if (isWanted(event)) return { streamId, version, dataText: event.dataText };
  const read = (await chain()).trace(event).events.find(isWanted);
  return read === undefined ? null : { streamId, version, dataText: read.dataText };
}
