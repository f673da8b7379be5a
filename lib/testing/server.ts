import { mkdtempSync, readdirSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openCluster, removeCluster } from "../db/embedded/cluster";
import { stopPostmaster } from "../db/embedded/postmaster";
import { isRunning } from "../db/embedded/processes";
import { serverUrl, startServer } from "../db/embedded/server";
import { migrate } from "../db/migrate";

/** What the temporary directories of test servers begin with; the process id follows. */
export const TEST_SERVER_PREFIX = "foldline-test-";

/** A Postgres that tests may fill and break. */
export interface TestServer {
  /** Of its administrative database. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The server named by FOLDLINE_TEST_SERVER_URL, or else one of this process's own in a temporary directory. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.FOLDLINE_TEST_SERVER_URL ?? "";
  if (given !== "") return { url: given, stop: async () => undefined };
  await removeAbandoned();
  const home = mkdtempSync(join(realpathSync(tmpdir()), `${TEST_SERVER_PREFIX}${process.pid}-`));
  const cluster = await openCluster(home, { durable: false, say: () => undefined });
  const server = await startServer(cluster, { durable: false, say: () => undefined });
  return {
    url: serverUrl(cluster, server.port, "postgres"),
    async stop() {
      await stopPostmaster(cluster.dataDirectory);
      removeCluster(home);
    },
  };
}

/** Makes a migrated database that each test file's own is cloned from; the result drops it. */
export async function createTemplate(serverUrl: string, name: string): Promise<() => Promise<void>> {
  await administer(serverUrl, `create database ${name}`);
  await migrate(withDatabase(serverUrl, name));
  return () => administer(serverUrl, `drop database if exists ${name} with (force)`);
}

/** Runs one statement on the server's administrative database. */
export async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

// Left behind by test runs that were killed.
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${TEST_SERVER_PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const home = join(realpathSync(tmpdir()), name);
    try {
      const { dataDirectory } = await openCluster(home, { say: () => undefined });
      await stopPostmaster(dataDirectory);
    } catch {
      // Another user's, or never finished; what can be removed is.
    }
    removeCluster(home);
  }
}
