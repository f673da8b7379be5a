import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { removeCluster } from "./cluster";
import { holdEmbeddedPostgres } from "./hold";
import { runningPostmaster, stopPostmaster } from "./postmaster";
import { commandLine, isRunning } from "./processes";

const asRoot = process.getuid?.() === 0;
const options = { durable: false, say: () => undefined };
let parent: string;
let home: string;

beforeEach(() => {
  parent = mkdtempSync(join(realpathSync(tmpdir()), `foldline-test-${process.pid}-`));
  chmodSync(parent, 0o755);
  home = join(parent, "data");
});
afterEach(async () => {
  await stopPostmaster(join(home, "postgres/data"));
  removeCluster(home);
  rmSync(parent, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { timeout: 20_000, interval: 50 }).toBe(true);
}

test("keeps its data from one start to the next, and its files to itself", async () => {
  const first = await holdEmbeddedPostgres(home, options);
  await query(first.url, "create table kept as select 1 as value");
  await first.release();
  expect(runningPostmaster(join(home, "postgres/data"))).toBeUndefined();

  const second = await holdEmbeddedPostgres(home, options);
  expect(await query(second.url, "select value from kept")).toEqual([{ value: 1 }]);
  expect(statSync(home).mode & 0o777).toBe(asRoot ? 0o711 : 0o700);
  expect(statSync(join(home, "postgres/password")).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, "postgres/data")).mode & 0o777).toBe(0o700);
  expect(statSync(join(home, "postgres.log")).mode & 0o777).toBe(0o600);
  await second.release();
});

test("listens on loopback only, asks for the password by SCRAM, and opens no socket file", async () => {
  const { url, server, release } = await holdEmbeddedPostgres(home, options);
  const settings = await query(
    url,
    `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
            (select string_agg(distinct auth_method, ',') from pg_hba_file_rules) as methods`,
  );
  expect(settings).toEqual([{ addresses: "127.0.0.1", sockets: "", methods: "scram-sha-256" }]);
  await expect(query(`postgres://foldline:guess@127.0.0.1:${server.port}/foldline`, "select 1")).rejects.toThrow(
    /password authentication failed/,
  );
  await release();
});

test("serves several users at once, and only the last one stops it", async () => {
  const holds = await Promise.all([1, 2, 3].map(() => holdEmbeddedPostgres(home, options)));
  const [first, second, third] = holds;
  expect(new Set(holds.map(({ server }) => server.pid)).size).toBe(1);
  await first?.release();
  await second?.release();
  expect(await query(third?.url ?? "", "select 1 as answers")).toEqual([{ answers: 1 }]);
  await third?.release();
  expect(runningPostmaster(join(home, "postgres/data"))).toBeUndefined();
});

test("lets only one launcher claim a data directory", async () => {
  const first = await holdEmbeddedPostgres(home, options);
  const second = await holdEmbeddedPostgres(home, options);
  expect([await first.claim(), await second.claim()]).toEqual([true, false]);
  await first.release();
  expect(await second.claim()).toBe(true);
  await second.release();
});

test("comes back after a kill -9 of the server, with what was committed", async () => {
  const first = await holdEmbeddedPostgres(home, { ...options, durable: true });
  await query(first.url, "create table kept as select 1 as value");
  process.kill(first.server.pid, "SIGKILL");
  await first.lost;
  const second = await holdEmbeddedPostgres(home, options);
  expect(second.server.found).toBe(false);
  expect(await query(second.url, "select value from kept")).toEqual([{ value: 1 }]);
  await second.release();
});

test("starts although the stale pid file names another living process", async () => {
  const first = await holdEmbeddedPostgres(home, options);
  process.kill(first.server.pid, "SIGKILL");
  await first.lost;
  await until(() => commandLine(first.server.pid) === "");
  const pidFile = join(home, "postgres/data/postmaster.pid");
  const stranger = spawn("sleep", ["60"], asRoot ? { uid: statSync(join(home, "postgres/data")).uid } : {});
  try {
    writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(/^\d+/, String(stranger.pid)));
    const second = await holdEmbeddedPostgres(home, options);
    await second.release();
    expect(isRunning(stranger.pid ?? 0)).toBe(true);
  } finally {
    stranger.kill();
  }
});

test("adopts a server whose launcher was killed, and stops it in the end", async () => {
  const launcher = holdInAnotherProcess();
  await until(() => runningPostmaster(join(home, "postgres/data")) !== undefined);
  await launcher.holding;
  launcher.child.kill("SIGKILL");
  const adopted = await holdEmbeddedPostgres(home, options);
  expect(adopted.server.found).toBe(true);
  await expect.poll(() => adopted.claim(), { timeout: 10_000 }).toBe(true);
  await adopted.release();
  expect(runningPostmaster(join(home, "postgres/data"))).toBeUndefined();
});

test("makes a new cluster where an initdb was cut short", async () => {
  mkdirSync(join(home, ".initialising-999999-abcd/data"), { recursive: true });
  const { release } = await holdEmbeddedPostgres(home, options);
  expect(() => statSync(join(home, ".initialising-999999-abcd"))).toThrow();
  await release();
});

test("says so when the database was made by another version", async () => {
  const { release } = await holdEmbeddedPostgres(home, options);
  await release();
  writeFileSync(join(home, "postgres/data/PG_VERSION"), "17\n");
  await expect(holdEmbeddedPostgres(home, options)).rejects.toThrow(/made by Postgres 17/);
});

test.runIf(asRoot)(
  "as root, works below a directory that only root may enter, and says where the data is",
  async () => {
    chmodSync(parent, 0o700);
    const said: string[] = [];
    const { cluster, url, release } = await holdEmbeddedPostgres(home, { ...options, say: (line) => said.push(line) });
    expect(said).toEqual([
      expect.stringContaining(
        `cannot enter ${home}; the database is in ${cluster.directory.replace(/\/postgres$/, "")}`,
      ),
    ]);
    expect(await query(url, "select 1 as answers")).toEqual([{ answers: 1 }]);
    await release();
    const again = await holdEmbeddedPostgres(home, options);
    expect(again.cluster.directory).toBe(cluster.directory);
    await again.release();
  },
);

function holdInAnotherProcess(): { child: ChildProcess; holding: Promise<void> } {
  const script = `
    import { holdEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, "hold.ts"))};
    await holdEmbeddedPostgres(${JSON.stringify(home)}, { durable: false, say() {} });
    console.log("holding");
    setInterval(() => undefined, 1000);`;
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", script],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  return { child, holding: new Promise((resolve) => child.stdout?.once("data", () => resolve())) };
}
