import pg from "pg";
import { migrate } from "../db/migrate";

/** The database that every test file's own database is cloned from. */
export const TEMPLATE = "foldline_template";

export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The server named by FOLDLINE_TEST_SERVER_URL, with a freshly migrated template database on it. */
export async function startTestServer(): Promise<TestServer> {
  const url = process.env["FOLDLINE_TEST_SERVER_URL"];
  if (url === undefined) throw new Error("Set FOLDLINE_TEST_SERVER_URL to a Postgres server that tests may use.");
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const template = `${TEMPLATE}_${process.pid}`;
  process.env["FOLDLINE_TEST_TEMPLATE"] = template;
  await admin.query(`create database ${template}`);
  await admin.end();
  await migrate(withDatabase(url, template));
  return {
    url,
    async stop() {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`drop database if exists ${template} with (force)`);
      await client.end();
    },
  };
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
