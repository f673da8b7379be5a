import type { Queryable } from "../events";

// Two drafts that are sound alone may not be so together. No lock of the table: a save holds a draft's row before it writes.
const ONE_CHANGE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended('foldline upcaster set', 0))";

/** Lets nobody else activate, retire or restore until the transaction ends; taken before the row of any upcaster. */
export async function lockActiveUpcasters(db: Queryable): Promise<void> {
  await db.query(ONE_CHANGE_AT_A_TIME);
}
