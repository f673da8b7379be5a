import type { Role } from "../auth/role";
import { runAs } from "../auth/run-as";
import { pool } from "../db/pool";
import { setEnvironment } from "../env";
import { createTestDatabase, type TestDatabase } from "./database";

/** A database of this test file's own that the application's pool uses from now on; `drop` ends the pool. */
export async function useAppDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  setEnvironment({ DATABASE_URL: database.url });
  return {
    ...database,
    async drop() {
      await pool.end();
      await database.drop();
    },
  };
}

/** Runs `work` as somebody with this role. */
export function asRole<Result>(role: Role, work: () => Result): Result {
  return runAs({ id: `test-${role}`, name: `Test ${role}`, email: `${role}@example.com`, role }, work);
}
