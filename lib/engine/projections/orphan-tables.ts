import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { KEPT_FOLD_TABLES } from "./fold-table";
import { DATA_SCHEMA } from "./identifiers";
import { dropTable } from "./read-model-table";

const ORPHANS = `
select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = $1 and c.relkind = 'r'
   and not exists (select 1 from foldline.read_models r
                    where r.table_name = c.relname and r.state not in ('failed', 'cancelled', 'dropped'))
   and c.relname not in (${KEPT_FOLD_TABLES})`;

/**
 * Drops the tables that no read model needs any more: those of failed, cancelled and repeated builds, and of versions
 * that a promotion has given up; and folds as of a point that nobody keeps any more. One that is in use is left for the
 * next time.
 */
export async function dropOrphanTables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(ORPHANS, [DATA_SCHEMA]);
  const dropped: string[] = [];
  for (const { name } of rows) {
    const gone = await inTransaction(pool, async (client) => {
      await client.query("set local lock_timeout = '100ms'");
      await dropTable(client, name);
      return true;
    }).catch(isInUse);
    if (gone) dropped.push(name);
  }
  return dropped;
}

function isInUse(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  // lock_not_available, deadlock_detected, dependent_objects_still_exist
  if (code === "55P03" || code === "40P01" || code === "2BP01") return false;
  throw error;
}
