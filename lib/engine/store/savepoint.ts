import type { Queryable } from "../events";

/** Does `work` inside the caller's transaction, wholly or not at all; the transaction itself goes on either way. */
export async function inSavepoint<Result>(db: Queryable, work: () => Promise<Result>): Promise<Result> {
  await db.query("savepoint foldline");
  try {
    const result = await work();
    await db.query("release savepoint foldline");
    return result;
  } catch (error) {
    await db.query("rollback to savepoint foldline").catch(() => undefined);
    throw error;
  }
}

/** Does `work` inside the caller's transaction to see whether it can be done, and takes it back. */
export async function triedInSavepoint(db: Queryable, work: () => Promise<unknown>): Promise<void> {
  await db.query("savepoint foldline");
  try {
    await work();
  } finally {
    await db.query("rollback to savepoint foldline");
  }
}
