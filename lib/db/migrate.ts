import "server-only";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));
const MIGRATIONS_SCHEMA = "foldline_migrations";

// Held for the whole run, so that processes starting together migrate one after the other.
const MIGRATION_LOCK = 0x464f4c44;
const LOCK_NOT_AVAILABLE = "55P03";

/** The database cannot be brought up to date; it is as it was before the migration that failed. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** Brings the database at `url` up to date from `drizzle/`, in order, each migration once; returns how many it took. */
export async function migrate(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: "foldline migrate" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await lock(client);
    const before = await appliedAt(client);
    const known = knownMigrations();
    refuseNewer(before, known);
    await runMigrations(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER, migrationsSchema: MIGRATIONS_SCHEMA });
    return known.filter(({ when }) => !before.includes(when)).length;
  } catch (error) {
    throw error instanceof MigrationError ? error : new MigrationError(explain(error), { cause: error });
  } finally {
    await client.end();
  }
}

/** Migrations of this version that the database does not have yet; throws when it was migrated by a newer one. */
export async function pendingMigrations(client: pg.ClientBase): Promise<string[]> {
  const applied = await appliedAt(client);
  const known = knownMigrations();
  refuseNewer(applied, known);
  return known.filter(({ when }) => !applied.includes(when)).map(({ tag }) => tag);
}

/** Refuses a database that holds a migration this version does not know. */
export function refuseNewer(applied: readonly number[], known: readonly { when: number }[]): void {
  const newest = Math.max(0, ...known.map(({ when }) => when));
  const newer = applied.filter((when) => when > newest);
  if (newer.length === 0) return;
  throw new MigrationError(
    `The database was migrated by a newer Foldline (${newer.length} migrations this one does not know, the latest of ` +
      `${new Date(Math.max(...newer)).toISOString().slice(0, 10)}). Use that version, or restore a backup from before it.`,
  );
}

async function lock(client: pg.Client): Promise<void> {
  await client.query("set lock_timeout = '5min'");
  await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
}

async function appliedAt(client: pg.ClientBase): Promise<number[]> {
  const table = `${MIGRATIONS_SCHEMA}.__drizzle_migrations`;
  const { rows: found } = await client.query<{ there: boolean }>("select to_regclass($1) is not null as there", [
    table,
  ]);
  if (found[0]?.there !== true) return [];
  const { rows } = await client.query<{ created_at: string }>(`select created_at from ${table}`);
  return rows.map((row) => Number(row.created_at));
}

function knownMigrations(): { tag: string; when: number }[] {
  const journal: unknown = JSON.parse(readFileSync(`${MIGRATIONS_FOLDER}/meta/_journal.json`, "utf8"));
  return (journal as { entries: { tag: string; when: number }[] }).entries;
}

function explain(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof pg.DatabaseError && cause.code === LOCK_NOT_AVAILABLE) {
    return "Another process has been migrating this database, or holding a table of it, for five minutes. Look at pg_stat_activity.";
  }
  const hint = cause instanceof pg.DatabaseError && cause.hint !== undefined ? ` (${cause.hint})` : "";
  return `A migration failed, and nothing of it was applied: ${cause instanceof Error ? cause.message : String(cause)}${hint}`;
}
