import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Cluster, openCluster } from "./cluster";
import { EmbeddedPostgresError } from "./errors";
import { stopPostmaster } from "./postmaster";
import { type RunningServer, type ServerOptions, serverUrl, startServer } from "./server";

const DATABASE = "foldline";
// Session locks in the database "postgres": a process that dies, however it dies, lets go of them. Every user of
// the server holds USING shared; who can take it exclusively is the last one and stops the server.
const USING = [0x464f4c44, 1] as const;
const LAUNCHER = [0x464f4c44, 2] as const;

/** The embedded server, in use by this process. */
export interface EmbeddedHold {
  readonly cluster: Cluster;
  readonly server: RunningServer;
  readonly url: string;
  /** Resolves when the connection to the server breaks: it was killed, or has crashed. */
  readonly lost: Promise<void>;
  /** Claims the data directory for one `npm start`; false when another one has it. */
  claim(): Promise<boolean>;
  /** Lets go, and stops the server if no one else uses it. */
  release(): Promise<void>;
}

/** Finds or starts the embedded server of the data directory `home` and keeps it running until `release`. */
export async function holdEmbeddedPostgres(home: string, options: ServerOptions): Promise<EmbeddedHold> {
  const cluster = await openCluster(home, options);
  for (let attempt = 0; attempt < 20; attempt++) {
    const server = await startServer(cluster, options);
    const hold = await takeHold(cluster, server);
    if (hold !== undefined) {
      await ensureDatabase(hold);
      return embeddedHold(cluster, server, hold);
    }
    // It was shut down by its last user between our finding it and our taking hold.
    await sleep(200);
  }
  throw new EmbeddedPostgresError(`The embedded Postgres of ${home} is stopped again and again by another process.`);
}

function embeddedHold(cluster: Cluster, server: RunningServer, hold: pg.Client): EmbeddedHold {
  let released = false;
  const lost = new Promise<void>((resolve) => {
    hold.once("end", () => {
      if (!released) resolve();
    });
  });
  return {
    cluster,
    server,
    url: serverUrl(cluster, server.port, DATABASE),
    lost,
    claim: () => tryLock(hold, LAUNCHER),
    async release() {
      if (released) return;
      released = true;
      try {
        await hold.query("select pg_advisory_unlock_shared($1, $2)", [...USING]);
        if (await tryLock(hold, USING)) await stopPostmaster(cluster.dataDirectory);
      } catch {
        // The server is gone already; there is nothing to stop.
      } finally {
        await hold.end().catch(() => undefined);
      }
    },
  };
}

async function takeHold(cluster: Cluster, server: RunningServer): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: serverUrl(cluster, server.port, "postgres"),
    application_name: "foldline hold",
    keepAlive: true,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select pg_advisory_lock_shared($1, $2)", [...USING]);
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
}

async function tryLock(client: pg.Client, [group, key]: readonly [number, number]): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [group, key]);
  return rows[0]?.taken === true;
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select from pg_database where datname = $1", [DATABASE]);
  if (rows.length > 0) return;
  try {
    await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // Another process was first: 42P04 is duplicate_database, 23505 the same a moment earlier.
    if (!(error instanceof pg.DatabaseError) || !["42P04", "23505"].includes(error.code ?? "")) throw error;
  }
}
