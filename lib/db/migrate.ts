import "server-only";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));

// Held for the whole run, so that processes starting together migrate one after the other.
const MIGRATION_LOCK = 0x464f4c44;

/** Brings the database at `url` up to date from `drizzle/`, in order, each migration once. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "foldline migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await runMigrations(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER, migrationsSchema: "foldline_migrations" });
  } finally {
    await client.end();
  }
}
