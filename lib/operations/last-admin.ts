import "server-only";
import type { PoolClient } from "pg";
import { AppError } from "@/lib/errors";

const ADMINS = "select id from foldline.operators where role = 'admin' and not disabled order by id for update";

/**
 * Refuses to take the last admin away. Locks the admins' rows until the transaction ends, so that two who
 * remove each other at once do not both succeed.
 */
export async function refuseLastAdmin(client: PoolClient, operatorId: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(ADMINS);
  if (rows.length > 1 || rows[0]?.id !== operatorId) return;
  throw new AppError("This is the last admin; make somebody else an admin first.", { code: "conflict" });
}
