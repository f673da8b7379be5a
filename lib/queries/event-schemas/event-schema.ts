import "server-only";
import type { EventSchemaState } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { isSameSchema, type Queryable } from "@/lib/engine";
import { eventSchemas } from "@/lib/store";
import {
  type EventSchemaRow,
  isDraft,
  isPublished,
  readEventSchemaRows,
  toDraft,
  toPublished,
} from "./event-schema-rows";

/** The JSON Schemas of a (type, schema version): published, draft and withdrawn. */
export async function readEventSchema(type: string, schemaVersion: number): Promise<EventSchemaState> {
  await authorize("viewer");
  const rows = await readEventSchemaRows(pool, type, schemaVersion);
  const draft = rows.find(isDraft);
  const published = rows.find(isPublished);
  const waiting = published === undefined ? 0 : await countWaiting(pool, published);
  return {
    type,
    schemaVersion,
    published: published === undefined ? null : toPublished(published, waiting),
    draft: draft === undefined ? null : toDraft(draft),
    withdrawn: rows.filter(({ withdrawnAt }) => withdrawnAt !== null).map((row) => toPublished(row, 0)),
    codeDiffers: published !== undefined && codeDiffers(published),
  };
}

function codeDiffers({ type, schemaVersion, schema }: EventSchemaRow): boolean {
  const code = eventSchemas.find((each) => each.type === type && each.schemaVersion === schemaVersion);
  return code !== undefined && !isSameSchema(code.schema, JSON.parse(schema));
}

const WAITING = `
select count(*) as events from foldline.events
 where type = $1 and schema_version = $2 and position > $3 and left(stream_id, 1) <> '$'`;

async function countWaiting(db: Queryable, { type, schemaVersion, checkedTo }: EventSchemaRow): Promise<number> {
  const { rows } = await db.query<{ events: string }>(WAITING, [type, schemaVersion, checkedTo]);
  return Number(rows[0]?.events ?? 0);
}
