import "server-only";
import type pg from "pg";

export const SCHEMAS = ["foldline", "foldline_migrations", "foldline_data", "read_models"] as const;
const OLDEST = 150_000;

/** What Foldline needs to know of a server before it uses it. */
export interface ServerFacts {
  /** `server_version_num`: 150004 is 15.4. */
  readonly versionNumber: number;
  readonly version: string;
  readonly user: string;
  readonly database: string;
  readonly readOnly: boolean;
  readonly mayCreateSchemas: boolean;
  readonly missingSchemas: readonly string[];
  /** Schemas of Foldline's that the user may not create tables in. */
  readonly closedSchemas: readonly string[];
  readonly trigrams: "installed" | "available" | "missing";
}

/** The server cannot be used as it is; the message says what to change. */
export class UnsuitableServerError extends Error {
  override readonly name = "UnsuitableServerError";
}

/** Why the server cannot be used, naming the right that is missing; undefined when it can. */
export function refusal(facts: ServerFacts): string | undefined {
  const { user, database } = facts;
  if (facts.versionNumber < OLDEST) {
    return `The server is Postgres ${facts.version}; Foldline needs 15 or newer.`;
  }
  if (facts.readOnly) {
    return `The database "${database}" is read-only (a standby, or default_transaction_read_only is on); Foldline needs to write.`;
  }
  const creates = facts.missingSchemas.length > 0 || facts.trigrams === "available";
  if (creates && !facts.mayCreateSchemas) {
    return (
      `The user "${user}" may not create schemas and extensions in the database "${database}". As its owner: ` +
      `GRANT CREATE ON DATABASE "${database}" TO "${user}";`
    );
  }
  if (facts.closedSchemas.length > 0) {
    const schemas = facts.closedSchemas.map((name) => `"${name}"`).join(", ");
    return (
      `The user "${user}" may not create tables in the schema ${schemas}. As its owner: ` +
      `GRANT USAGE, CREATE ON SCHEMA ${schemas} TO "${user}";`
    );
  }
  if (facts.trigrams === "missing") {
    return "The server lacks the extension pg_trgm. Install its contrib package (Debian: postgresql-contrib).";
  }
  return undefined;
}

/** Asks the server about itself. */
export async function serverFacts(client: pg.ClientBase): Promise<ServerFacts> {
  const { rows } = await client.query<ServerFacts>(FACTS, [SCHEMAS]);
  const [facts] = rows;
  if (facts === undefined) throw new UnsuitableServerError("The server did not say what it is.");
  return facts;
}

const FACTS = `
select current_setting('server_version_num')::int as "versionNumber",
       current_setting('server_version') as version,
       current_user as "user",
       current_database() as database,
       pg_is_in_recovery() or current_setting('transaction_read_only')::bool as "readOnly",
       has_database_privilege(current_database(), 'CREATE') as "mayCreateSchemas",
       (select coalesce(array_agg(name), '{}') from unnest($1::text[]) name
         where to_regnamespace(name) is null) as "missingSchemas",
       (select coalesce(array_agg(nspname::text), '{}') from pg_namespace
         where nspname = any ($1) and not has_schema_privilege(oid, 'CREATE')) as "closedSchemas",
       case when exists (select from pg_extension where extname = 'pg_trgm') then 'installed'
            when exists (select from pg_available_extensions where name = 'pg_trgm') then 'available'
            else 'missing' end as trigrams`;
