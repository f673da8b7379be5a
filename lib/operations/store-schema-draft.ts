import "server-only";
import type { Queryable } from "@/lib/engine";
import type { SchemaSubject } from "./event-schema-subject";

// Never the same time twice, in the milliseconds that browsers know.
const STORE = `
insert into foldline.event_schemas (type, schema_version, schema, source, created_by) values ($1, $2, $3::json, $4, $5)
on conflict (type, schema_version) where published_at is null do update
   set schema = excluded.schema, source = excluded.source,
       updated_at = greatest(clock_timestamp(), event_schemas.updated_at + interval '1 millisecond')`;

const LOCK = "select pg_advisory_xact_lock(hashtextextended('draft of the JSON Schema of ' || $1, $2))";

/** Whoever makes or changes the draft of a (type, schema version) does so alone: one not there yet cannot be locked. */
export async function lockSchemaDraft(client: Queryable, { type, version }: SchemaSubject): Promise<void> {
  await client.query(LOCK, [type, version]);
}

/** Makes the draft of a (type, schema version), or writes over the one that there is. */
export async function storeSchemaDraft(
  db: Queryable,
  { type, version }: SchemaSubject,
  { text, source, by }: { readonly text: string; readonly source: "console" | "inferred"; readonly by: string },
): Promise<void> {
  await db.query(STORE, [type, version, text, source, by]);
}
