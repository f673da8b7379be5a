import type pg from "pg";
import { schemaName } from "../evolution/upcaster";
import { inTransaction } from "../store/transaction";
import { type CodeEventSchema, isSameSchema } from "./event-schema";

interface Stored {
  readonly schema: unknown;
  readonly source: string;
  readonly withdrawn: boolean;
}

const STORED = `
select schema, source, withdrawn_at is not null as withdrawn from foldline.event_schemas
 where type = $1 and schema_version = $2 and published_at is not null`;

const PUBLISH = `
insert into foldline.event_schemas (type, schema_version, schema, source, created_by, published_by, published_at)
values ($1, $2, $3::json, 'code', 'code', 'code', clock_timestamp())`;

/** The code has another schema than the one published for the same type and version; the published one holds. */
export class EventSchemaConflictError extends Error {
  override readonly name = "EventSchemaConflictError";
}

/**
 * Publishes the schemas of the code that were never published. One that an operator has withdrawn stays withdrawn; where
 * another one is published, that one holds, and the conflict is reported.
 */
export async function registerEventSchemas(
  pool: pg.Pool,
  schemas: readonly CodeEventSchema[],
  onError: (error: unknown, where: string) => void,
): Promise<void> {
  if (schemas.length === 0) return;
  await inTransaction(pool, async (client) => {
    // Workers that start together publish once.
    await client.query("lock table foldline.event_schemas in share row exclusive mode");
    for (const { type, schemaVersion, schema } of schemas) {
      const name = schemaName({ type, schemaVersion });
      const { rows } = await client.query<Stored>(STORED, [type, schemaVersion]);
      const live = rows.find(({ withdrawn }) => !withdrawn);
      if (live !== undefined && !isSameSchema(live.schema, schema)) {
        const problem =
          `The code has another JSON Schema for ${name} than the one that is published (by the ${live.source}), which holds. ` +
          "Withdraw that one, or give events of the new form a new schema version.";
        onError(new EventSchemaConflictError(problem), `schema ${name}`);
      }
      const withdrawn = rows.some((row) => row.withdrawn && row.source === "code" && isSameSchema(row.schema, schema));
      if (live === undefined && !withdrawn)
        await client.query(PUBLISH, [type, schemaVersion, JSON.stringify(schema, null, 2)]);
    }
  });
}
