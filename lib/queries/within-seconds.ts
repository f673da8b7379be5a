import "server-only";
import { pool } from "@/lib/db/pool";
import { inTransaction, type Queryable } from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** How long reading and comparing whole tables may take. */
export const MOST_SECONDS = 15;

const QUERY_CANCELED = "57014";

/** Reads with a bound on each statement's time; an AppError "unavailable" with these words says that it was reached. */
export async function withinSeconds<Result>(
  seconds: number,
  words: string,
  read: (db: Queryable) => Promise<Result>,
): Promise<Result> {
  try {
    return await inTransaction(pool, async (db) => {
      await db.query(`set local statement_timeout = '${seconds}s'; set local work_mem = '64MB'; set local jit = off`);
      return read(db);
    });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === QUERY_CANCELED)) throw error;
    throw new AppError(words, { code: "unavailable", cause: error });
  }
}
