import type { Queryable } from "../events";
import { type CompiledEventSchema, compileEventSchema } from "./compile-event-schema";

/** The schema that holds for a (type, schema version) now. */
export interface PublishedSchema extends CompiledEventSchema {
  readonly id: string;
  /** Whether appends that do not fit are refused. */
  readonly refuses: boolean;
}

const PUBLISHED = `
select id, refuses, schema from foldline.event_schemas
 where type = $1 and schema_version = $2 and published_at is not null and withdrawn_at is null`;

/** Reads and compiles the schema published for a (type, schema version); null when there is none. */
export async function publishedSchema(
  db: Queryable,
  type: string,
  schemaVersion: number,
): Promise<PublishedSchema | null> {
  const { rows } = await db.query<{ id: string; refuses: boolean; schema: unknown }>(PUBLISHED, [type, schemaVersion]);
  const [row] = rows;
  return row === undefined ? null : { id: row.id, refuses: row.refuses, ...compileEventSchema(row.schema) };
}
