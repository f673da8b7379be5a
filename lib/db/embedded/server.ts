import "server-only";
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Cluster, POSTGRES_SUPERUSER } from "./cluster";
import { EmbeddedPostgresError } from "./errors";
import { removeMisleadingPidFile, runningPostmaster, stopPostmaster } from "./postmaster";
import { processesIn } from "./processes";
import { serverSettings } from "./settings";

/** A server that answers. */
export interface RunningServer {
  readonly port: number;
  readonly pid: number;
  /** It ran already, started by another process or left behind by one that was killed. */
  readonly found: boolean;
}

export interface ServerOptions {
  readonly durable?: boolean;
  /** Demanded after a crash, so that connected processes find it again; otherwise any free one. */
  readonly port?: number;
  readonly timeoutMs?: number;
  say(line: string): void;
}

/** The address of a database on the server; "postgres" is for administration. */
export function serverUrl(cluster: Cluster, port: number, database: string): string {
  return `postgres://${POSTGRES_SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/** Uses the server that runs on this cluster, or starts one, recovering from whatever the last one left. */
export async function startServer(cluster: Cluster, options: ServerOptions): Promise<RunningServer> {
  const until = Date.now() + (options.timeoutMs ?? 180_000);
  const slow = setTimeout(
    () => options.say("Postgres is taking long to start; after a crash it replays its log."),
    8_000,
  );
  try {
    while (Date.now() < until) {
      const found = runningPostmaster(cluster.dataDirectory);
      if (found !== undefined) {
        if (
          await answers(cluster, found.port, () => runningPostmaster(cluster.dataDirectory)?.pid === found.pid, until)
        ) {
          return { port: found.port, pid: found.pid, found: true };
        }
        await stopPostmaster(cluster.dataDirectory);
        continue;
      }
      const started = await launch(cluster, options, until);
      if (started !== undefined) return started;
    }
  } finally {
    clearTimeout(slow);
  }
  throw new EmbeddedPostgresError(
    `The embedded Postgres did not start in time. Its log is ${logFile(cluster)}; it ends:\n${logTail(cluster, 0)}`,
  );
}

// Resolves to undefined when it is worth another try.
async function launch(cluster: Cluster, options: ServerOptions, until: number): Promise<RunningServer | undefined> {
  removeMisleadingPidFile(cluster.dataDirectory);
  const port = options.port ?? (await freePort());
  const settings = Object.entries(serverSettings(port, options.durable ?? true));
  const { log, start } = openLog(cluster);
  const child = spawn(
    cluster.binaries.postgres,
    ["-D", cluster.dataDirectory, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    {
      ...cluster.account.ids,
      cwd: "/",
      env: { NODE_ENV: "production", PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
      // Of its own group, so that a Ctrl-C in the terminal reaches our processes first; the log is a file, so
      // that the server outlives us if we are killed, and can be adopted.
      detached: true,
      stdio: ["ignore", log, log],
    },
  );
  closeSync(log);
  child.unref();
  let exited = false;
  child.once("error", () => {
    exited = true;
  });
  child.once("exit", () => {
    exited = true;
  });
  if (await answers(cluster, port, () => !exited, until)) return { port, pid: child.pid ?? 0, found: false };
  if (!exited) return undefined;
  const said = logTail(cluster, start);
  if (said.includes("pre-existing shared memory block")) {
    // The server was killed but its processes still finish a query; none may live on beside a new server.
    for (const pid of processesIn(cluster.dataDirectory)) process.kill(pid, "SIGQUIT");
  } else if (!/lock file .* already exists|could not bind|Address already in use/.test(said)) {
    throw new EmbeddedPostgresError(`The embedded Postgres does not start:\n${said}\nIts log is ${logFile(cluster)}.`);
  }
  await sleep(300);
  return undefined;
}

async function answers(cluster: Cluster, port: number, lives: () => boolean, until: number): Promise<boolean> {
  let silentSince = Date.now();
  while (Date.now() < until && lives()) {
    const client = new pg.Client({
      connectionString: serverUrl(cluster, port, "postgres"),
      connectionTimeoutMillis: 5_000,
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return true;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (code === "28P01") {
        throw new EmbeddedPostgresError(
          `The server on ${cluster.dataDirectory} does not take the password kept for it.`,
        );
      }
      // 57P03: it starts up, recovers or shuts down, and says so; anything else is silence.
      if (code === "57P03") silentSince = Date.now();
      if (Date.now() - silentSince > 30_000) return false;
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(40);
  }
  return false;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function logFile(cluster: Cluster): string {
  return join(cluster.home, "postgres.log");
}

function openLog(cluster: Cluster): { log: number; start: number } {
  const file = logFile(cluster);
  if (existsSync(file) && statSync(file).size > 10 * 1024 ** 2) renameSync(file, `${file}.1`);
  const log = openSync(file, "a", 0o600);
  return { log, start: statSync(file).size };
}

function logTail(cluster: Cluster, start: number): string {
  const text = readFileSync(logFile(cluster)).subarray(start).toString("utf8").trim();
  return text.split("\n").slice(-12).join("\n");
}
