import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { migrate } from "../db/migrate";
import { type OpenDatabase, openDatabase } from "../db/open";
import { pool } from "../db/pool";
import { databaseUrl, env, setEnvironment } from "../env";
import { formatDuration } from "../format/duration";
import { formatCount } from "../format/number";
import { chooseAddress } from "../launch/address";
import { ensureBuild } from "../launch/build";
import { startWeb, startWorker, untilServing } from "../launch/children";
import { wantsDemo } from "../launch/demo";
import { createFirstAdmin } from "../launch/first-admin";
import { type KeptPostgres, keepPostgresRunning } from "../launch/keep-postgres-running";
import { forgetRunning, notedRunning, noteRunning } from "../launch/running";
import { sayStep } from "../launch/say";
import { keptNextAuthSecret } from "../launch/secrets";
import { aborted, stopSignal } from "../launch/stop-signal";

export const summary = "serve the console and run one worker (what `npm start` does)";
export const usage = `
Usage: npx foldline start

Starts the embedded Postgres unless DATABASE_URL is set, migrates, fills in the demo on first run, builds when
needed, and serves. Environment: PORT, DATABASE_URL, FOLDLINE_DATA_DIR, FOLDLINE_ADMIN_EMAIL,
FOLDLINE_ADMIN_PASSWORD, FOLDLINE_DEMO=0|1, NEXTAUTH_SECRET, NEXTAUTH_URL.`;

/** Serves until it is told to stop. */
export async function run(args: string[]): Promise<number> {
  parseArgs({ args, options: {}, strict: true });
  const stop = stopSignal();
  const startedAt = Date.now();
  process.stderr.write("Foldline\n");
  const { dataDir, databaseUrl: given } = env();
  mkdirSync(dataDir, { recursive: true });
  const database = await openDatabase({ say: (line) => sayStep("Postgres", line) });
  sayStep(
    "Postgres",
    `${database.version}, ${given === undefined ? `embedded, data in ${database.embedded?.cluster.directory ?? dataDir}` : "at DATABASE_URL"}`,
  );
  const postgres = await claim(database, dataDir);
  try {
    await serve(startedAt, stop, postgres.failed);
  } finally {
    forgetRunning(dataDir);
    // Work that was cut short may still hold a connection; closing the database ends it.
    await Promise.race([pool.end(), sleep(3_000)]);
    await postgres.close();
  }
  return 0;
}

async function claim(database: OpenDatabase, dataDir: string): Promise<KeptPostgres> {
  const { embedded } = database;
  if (embedded === undefined) return { failed: new Promise(() => undefined), close: () => database.close() };
  if (await embedded.claim()) return keepPostgresRunning(embedded, (line) => sayStep("Postgres", line));
  await embedded.release();
  const other = notedRunning(dataDir);
  const where = other === undefined ? "" : ` at ${other.url} (process ${other.pid}, since ${other.startedAt})`;
  throw new Error(
    `Foldline already runs on ${dataDir}${where}. Use that one or stop it; for a second one, set FOLDLINE_DATA_DIR and PORT.`,
  );
}

async function serve(startedAt: number, stop: AbortSignal, postgresFailed: Promise<never>): Promise<void> {
  const { port, nextAuthUrl, nextAuthSecret, dataDir, adminEmail, adminPassword, distDir } = env();
  const address = await chooseAddress(port, nextAuthUrl);
  noteRunning(dataDir, address.url);
  setEnvironment({
    NEXTAUTH_URL: address.url,
    NEXTAUTH_SECRET: nextAuthSecret ?? keptNextAuthSecret(dataDir),
    NEXT_TELEMETRY_DISABLED: "1",
  });
  const givenUp = new AbortController();
  const built = build(distDir, dataDir, AbortSignal.any([stop, givenUp.signal]));
  try {
    if (!(await finishes(Promise.all([prepareDatabase(), built]), stop, postgresFailed))) return;
  } finally {
    // The build is a process of its own and must not outlive this one.
    givenUp.abort();
    await built.catch(() => undefined);
  }

  const password = await createFirstAdmin(pool, { email: adminEmail, password: adminPassword });
  const options = { address, distDir, dataDir, say: (line: string) => sayStep("Server", line) };
  const children = [startWeb(options), startWorker(options)];
  try {
    if (!(await finishes(untilServing(options, stop), stop, postgresFailed))) return;
    sayStep("Ready", `in ${formatDuration(Date.now() - startedAt)}; logs in ${dataDir}`);
    process.stdout.write(howToSignIn(address.url, adminEmail, password, adminPassword !== undefined));
    await finishes(new Promise(() => undefined), stop, postgresFailed);
  } finally {
    process.stderr.write("\n  Stopping …\n");
    await Promise.all(children.map((child) => child.stop()));
  }
}

async function prepareDatabase(): Promise<void> {
  const applied = await migrate(databaseUrl());
  if (applied > 0) sayStep("Migrations", `${applied} applied`);
  if (!env().demo || !(await wantsDemo(pool))) return;
  sayStep("Demo", "writing two years of an invented shop into the empty store …");
  const { seedDemo } = await import("../domain/seed");
  const { events, streams, elapsedMs } = await seedDemo(pool);
  sayStep("Demo", `${formatCount(events)} events of ${formatCount(streams)} streams in ${formatDuration(elapsedMs)}`);
}

async function build(distDir: string, dataDir: string, signal: AbortSignal): Promise<void> {
  const startedAt = Date.now();
  const result = await ensureBuild({
    distDir,
    logFile: join(dataDir, "build.log"),
    signal,
    onStart: () => sayStep("Console", "building, which takes a minute after each change of its sources …"),
  });
  if (result === "built") sayStep("Console", `built in ${formatDuration(Date.now() - startedAt)}`);
}

// False when the process was told to stop first.
async function finishes(work: Promise<unknown>, stop: AbortSignal, failed: Promise<never>): Promise<boolean> {
  const done = work.then(() => true);
  try {
    return await Promise.race([done, failed, aborted(stop).then(() => false)]);
  } catch (error) {
    if (stop.aborted) return false;
    throw error;
  } finally {
    done.catch(() => undefined);
  }
}

function howToSignIn(url: string, email: string, password: string | undefined, given: boolean): string {
  const lines = [`\n  ${url}\n`];
  if (password === undefined) lines.push("  Sign in with your account.");
  else if (given) lines.push(`  Sign in as ${email} with the password in FOLDLINE_ADMIN_PASSWORD.`);
  else
    lines.push(`  Sign in as  ${email}`, `  Password    ${password}`, "  It is shown only now and not kept anywhere.");
  return `${lines.join("\n")}\n\n`;
}
