import { randomBytes } from "node:crypto";
import pg from "pg";
import { administer, withDatabase } from "./server";

export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

/** A migrated, empty database of this test file's own, on the real Postgres that the test run started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env.FOLDLINE_TEST_SERVER_URL ?? "";
  const template = process.env.FOLDLINE_TEST_TEMPLATE ?? "";
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(serverUrl, `create database ${name} template ${template}`);
  const url = withDatabase(serverUrl, name);
  const pool = new pg.Pool({ connectionString: url, max: 40 });
  // Dropping the database by force may hit a connection that is just closing; that is no failure of a test.
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("error", () => undefined);
  return {
    url,
    pool,
    async drop() {
      await pool.end();
      await administer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}
