import "server-only";
import { pool } from "@/lib/db/pool";

/** The least that says whether Foldline works: shown before sign-in and by /api/health, so no more than that. */
export interface Readiness {
  readonly database: boolean;
  readonly postgres: string | null;
  readonly migrated: boolean;
  readonly liveWorkers: number;
}

const UNREACHABLE: Readiness = { database: false, postgres: null, migrated: false, liveWorkers: 0 };

const MIGRATED = `
  select current_setting('server_version_num')::int / 10000 as major,
         to_regclass('foldline.workers') is not null and to_regclass('foldline.events') is not null as migrated`;

const LIVE_WORKERS = `
  select count(*)::int as live from foldline.workers
   where stopped_at is null and seen_at > now() - interval '15 seconds'`;

/** Asks the database; never throws. */
export async function readiness(): Promise<Readiness> {
  try {
    const { rows } = await pool.query<{ major: number; migrated: boolean }>(MIGRATED);
    const [row] = rows;
    if (row === undefined) return UNREACHABLE;
    const workers = row.migrated ? await pool.query<{ live: number }>(LIVE_WORKERS) : { rows: [] };
    return {
      database: true,
      postgres: String(row.major),
      migrated: row.migrated,
      liveWorkers: workers.rows[0]?.live ?? 0,
    };
  } catch {
    return UNREACHABLE;
  }
}
