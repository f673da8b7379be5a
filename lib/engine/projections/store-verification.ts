import type { Queryable } from "../events";
import type { RebuildJob } from "./claim-rebuild";
import { KEPT_DIFFERENCES } from "./compare-rows";
import { recordVerification } from "./rebuild-record";
import type { RebuildVerification } from "./verification";

/** Stores what a verification found, on the connection that kept the rows that differ, in place of the one before. */
export async function storeVerification(
  db: Queryable,
  job: RebuildJob,
  verification: RebuildVerification,
): Promise<void> {
  await recordVerification(db, job, verification);
  await db.query("delete from foldline.rebuild_differences where rebuild_id = $1", [job.id]);
  if (verification.differencesStored === 0) return;
  await db.query(
    `insert into foldline.rebuild_differences (rebuild_id, key, kind, columns, before, after)
     select $1, key, kind, columns, before, after from ${KEPT_DIFFERENCES}`,
    [job.id],
  );
  await db.query(`drop table ${KEPT_DIFFERENCES}`);
}
