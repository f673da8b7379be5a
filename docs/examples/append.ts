import type { Pool } from "pg";
import { postgresEventStore, WrongExpectedVersionError } from "@/lib/engine";

/** Books a deposit on the account, unless someone else was faster: then the caller decides again. */
export async function deposit(pool: Pool, account: string, expectedVersion: number, amount: number): Promise<number> {
  const store = postgresEventStore(pool);
  try {
    const { version } = await store.append(account, expectedVersion, [{ type: "Deposited", data: { amount } }]);
    return version;
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) return error.actual;
    throw error;
  }
}
