import { accessSync, constants, existsSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import pg from "pg";
import { checkServer, withoutPassword } from "../db/connect";
import { pendingMigrations } from "../db/migrate";
import { type OpenDatabase, openDatabase } from "../db/open";
import { watermark } from "../engine";
import { env } from "../env";
import { formatCount } from "../format/number";
import { notedRunning } from "../launch/running";

export const summary = "check the installation, the database, the workers and the projections";
export const usage = `
Usage: npx foldline doctor [--json]

Looks at everything that Foldline needs and says what is wrong and what to do. Changes nothing. The exit code is 1
when something does not work; a warning alone leaves it 0.`;

type State = "ok" | "warning" | "failed";

interface Finding {
  readonly check: string;
  readonly state: State;
  readonly message: string;
}

/** Checks everything, as far as it can get, and reports. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: "boolean", default: false } } });
  const findings: Finding[] = [];
  for await (const finding of examine()) {
    findings.push(finding);
    if (!values.json)
      process.stdout.write(`${finding.state.padEnd(8)} ${finding.check.padEnd(14)} ${finding.message}\n`);
  }
  const healthy = findings.every(({ state }) => state !== "failed");
  if (values.json) process.stdout.write(`${JSON.stringify({ healthy, findings })}\n`);
  return healthy ? 0 : 1;
}

async function* examine(): AsyncGenerator<Finding> {
  yield ok("node", `${process.versions.node} on ${process.platform}-${process.arch}`);
  const { dataDir, databaseUrl } = env();
  yield dataDirectory(dataDir);
  let database: OpenDatabase;
  try {
    database = await openDatabase({ say: (line) => process.stderr.write(`${line}\n`) });
  } catch (error) {
    yield failed("postgres", messageOf(error));
    return;
  }
  try {
    const { version } = await checkServer(database.url);
    const where = databaseUrl === undefined ? "embedded" : withoutPassword(databaseUrl);
    yield ok("postgres", `${version}, ${where}, with the rights that Foldline needs`);
    yield* examineDatabase(database.url);
  } finally {
    await database.close();
  }
}

async function* examineDatabase(url: string): AsyncGenerator<Finding> {
  const client = new pg.Client({ connectionString: url, application_name: "foldline doctor" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const pending = await attempt("migrations", () => migrations(client));
    yield pending;
    if (pending.state !== "ok") return;
    yield await attempt("watermark", () => log(client));
    yield await attempt("workers", () => workers(client));
    yield await attempt("checkpoints", () => checkpoints(client));
    yield await attempt("projections", () => stoppedPartitions(client));
    yield await attempt("accounts", () => accounts(client));
  } finally {
    await client.end();
  }
}

function dataDirectory(dataDir: string): Finding {
  if (!existsSync(dataDir)) return warning("directory", `${dataDir} is not there yet; \`npm start\` makes it`);
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return failed("directory", `${dataDir} cannot be written: ${messageOf(error)}`);
  }
  const openTo = statSync(dataDir).mode & 0o066;
  if (openTo !== 0) return warning("directory", `${dataDir} can be read by other users; chmod go-rw ${dataDir}`);
  const running = notedRunning(dataDir);
  return ok(
    "directory",
    running === undefined ? dataDir : `${dataDir}, served at ${running.url} (process ${running.pid})`,
  );
}

async function migrations(client: pg.Client): Promise<Finding> {
  const pending = await pendingMigrations(client);
  if (pending.length === 0) return ok("migrations", "all applied");
  return warning("migrations", `${pending.length} to apply (${pending.join(", ")}); \`npm start\` does`);
}

async function log(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ last: string; floors: number; oldest: string | null }>(
    `select (select case when is_called then last_value else 0 end from foldline.position_seq) as last,
            count(*)::int as floors, max(extract(epoch from now() - a.xact_start))::text as oldest
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.objsubid = 1 and (l.classid::bigint >> 16) = 17996
        and l.database = (select oid from pg_database where datname = current_database())`,
  );
  const [row] = rows;
  const mark = await watermark(client);
  const behind = BigInt(row?.last ?? 0) - mark;
  const seconds = Math.round(Number(row?.oldest ?? 0));
  const text = `${formatCount(mark)}, ${formatCount(behind)} behind the last position drawn`;
  if (behind > 0n && seconds > 60)
    return warning("watermark", `${text}: an append has been open for ${seconds} s; see pg_stat_activity`);
  return ok("watermark", text);
}

async function workers(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ live: number; silent: number }>(
    `select count(*) filter (where seen_at > now() - interval '30 seconds')::int as live,
            count(*) filter (where seen_at <= now() - interval '30 seconds')::int as silent
       from foldline.workers where stopped_at is null`,
  );
  const { live = 0, silent = 0 } = rows[0] ?? {};
  const text = `${live} alive${silent > 0 ? `, ${silent} ended without saying so` : ""}`;
  return live > 0
    ? ok("workers", text)
    : warning("workers", `${text}; projections stand still until \`npm run worker\` or \`npm start\``);
}

async function checkpoints(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ projection: string; version: number; partition: number; checkpoint: string }>(
    `select projection, version, partition, checkpoint from foldline.partitions
      where checkpoint > (select case when is_called then last_value else 0 end from foldline.position_seq)
      order by 1, 2, 3`,
  );
  const [first] = rows;
  if (first === undefined) return ok("checkpoints", "none is beyond the log");
  return failed(
    "checkpoints",
    `${rows.length} are beyond the log, the first of ${first.projection} v${first.version}, partition ${first.partition}, at ` +
      `${first.checkpoint}: the events were restored from an older backup. Rebuild: npx foldline rebuild ${first.projection} --promote`,
  );
}

async function stoppedPartitions(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ projection: string; message: string | null; count: number }>(
    `select projection, min(error ->> 'message') as message, count(*)::int from foldline.partitions p
       join foldline.read_models m using (projection, version)
      where p.error is not null and m.state in ('live', 'ready', 'catching-up') group by 1 order by 1`,
  );
  const [first] = rows;
  if (first === undefined) return ok("projections", "none has stopped");
  return failed(
    "projections",
    `${rows.map((row) => row.projection).join(", ")} stopped: ${first.message ?? "see the console"}`,
  );
}

async function accounts(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ admins: number }>(
    "select count(*)::int as admins from foldline.operators where role = 'admin' and not disabled",
  );
  const admins = rows[0]?.admins ?? 0;
  return admins > 0 ? ok("accounts", `${admins} admin`) : warning("accounts", "no admin who could sign in");
}

async function attempt(check: string, find: () => Promise<Finding>): Promise<Finding> {
  try {
    return await find();
  } catch (error) {
    return failed(check, messageOf(error));
  }
}

const ok = (check: string, message: string): Finding => ({ check, state: "ok", message });
const warning = (check: string, message: string): Finding => ({ check, state: "warning", message });
const failed = (check: string, message: string): Finding => ({ check, state: "failed", message });

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
