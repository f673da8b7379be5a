import "server-only";
import pg from "pg";
import { databaseUrl } from "../env";

// The address is read when a connection is made, not when this file is loaded: a build loads it without a
// database, and the CLI learns the address only after it has started the embedded server.
class FoldlineClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super({ ...config, connectionString: databaseUrl() });
  }
}

// Else a Date goes out in the zone of this process, without the seconds by which zones of old differed.
pg.defaults.parseInputDatesAsUTC = true;

function createPool(): pg.Pool {
  const created = new pg.Pool({
    Client: FoldlineClient,
    application_name: "foldline",
    max: 20,
    connectionTimeoutMillis: 15_000,
  });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  created.on("error", () => undefined);
  return created;
}

const cache = globalThis as { foldlinePool?: pg.Pool };

/** The process's only pool. Connects at its first query. Kept across reloads of `next dev`. */
export const pool: pg.Pool = cache.foldlinePool ?? createPool();
cache.foldlinePool = pool;
