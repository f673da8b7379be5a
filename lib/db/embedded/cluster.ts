import "server-only";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { type Account, canEnter, postgresAccount } from "./account";
import { type Binaries, postgresBinaries } from "./binaries";
import { EmbeddedPostgresError } from "./errors";
import { isRunning } from "./processes";
import { sharedDirectory } from "./shared-directory";

/** An initialised data directory, and all that is needed to start a server on it. */
export interface Cluster {
  /** FOLDLINE_DATA_DIR: logs and other files of ours. */
  readonly home: string;
  /** Where the cluster lies: `<home>/postgres`, or elsewhere when the Postgres user cannot enter `home`. */
  readonly directory: string;
  readonly dataDirectory: string;
  readonly password: string;
  readonly account: Account;
  readonly binaries: Binaries;
}

export interface ClusterOptions {
  /** False for a cluster that may be lost: nothing is forced to disk. */
  readonly durable?: boolean;
  say(line: string): void;
}

export const POSTGRES_SUPERUSER = "foldline";
const MAJOR = "18";
// Names the directory of a cluster that lies elsewhere.
const POINTER = "postgres-location";

/** Finds the cluster of `home`, or makes a new one. `say` hears of what takes time or is unusual. */
export async function openCluster(home: string, { say, durable = true }: ClusterOptions): Promise<Cluster> {
  const asRoot = process.getuid?.() === 0;
  mkdirSync(home, { recursive: true });
  // Postgres runs as another user then, who must be able to pass through; the files in it stay private.
  readable(home, () => chmodSync(home, asRoot ? 0o711 : 0o700));
  const base = chooseBase(home, say);
  const directory = join(base, "postgres");
  const dataDirectory = join(directory, "data");
  const account = existsSync(dataDirectory) ? accountOf(dataDirectory) : postgresAccount();
  const binaries = postgresBinaries(account);
  if (binaries.copiedTo !== undefined)
    say(`The Postgres user cannot enter this project; its binaries are in ${binaries.copiedTo}.`);
  if (!existsSync(directory)) await initialise(base, account, binaries, durable);
  const password = readable(directory, () => readFileSync(join(directory, "password"), "utf8"));
  const major = readable(dataDirectory, () => readFileSync(join(dataDirectory, "PG_VERSION"), "utf8").trim());
  if (major !== MAJOR) {
    throw new EmbeddedPostgresError(
      `${dataDirectory} was made by Postgres ${major}; this Foldline brings Postgres ${MAJOR}. Dump it with the old ` +
        "version and load it into a new FOLDLINE_DATA_DIR.",
    );
  }
  return { home, directory, dataDirectory, password, account, binaries };
}

/** Removes everything of `home`, wherever its cluster lies; the server must be stopped. */
export function removeCluster(home: string): void {
  const pointer = join(home, POINTER);
  if (existsSync(pointer)) rmSync(readFileSync(pointer, "utf8").trim(), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}

function chooseBase(home: string, say: (line: string) => void): string {
  const pointer = join(home, POINTER);
  if (existsSync(pointer)) {
    const base = readable(pointer, () => readFileSync(pointer, "utf8").trim());
    if (!existsSync(base)) {
      throw new EmbeddedPostgresError(
        `The database of ${home} was in ${base}, which is gone. To begin with an empty one, remove ${pointer}.`,
      );
    }
    return base;
  }
  if (existsSync(join(home, "postgres")) || process.getuid?.() !== 0) return home;
  if (canEnter(postgresAccount(), home)) return home;
  const base = mkdtempSync(join(sharedDirectory(), "data-"));
  chmodSync(base, 0o711);
  try {
    writeFileSync(pointer, `${base}\n`, { mode: 0o600, flag: "wx" });
  } catch {
    // Another process chose first.
    rmSync(base, { recursive: true });
    return chooseBase(home, say);
  }
  say(`The Postgres user cannot enter ${home}; the database is in ${base}.`);
  return base;
}

// Made under another name and renamed when whole, so that an interrupted initdb is never taken for a cluster,
// and of two processes at once only one wins.
async function initialise(base: string, account: Account, binaries: Binaries, durable: boolean): Promise<void> {
  removeUnfinished(base);
  const unfinished = join(base, `.initialising-${process.pid}-${randomBytes(4).toString("hex")}`);
  const dataDirectory = join(unfinished, "data");
  const passwordFile = join(unfinished, "password");
  const passwordForInitdb = join(unfinished, "password-for-initdb");
  const password = randomBytes(24).toString("base64url");
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    if (account.ids !== undefined) chmodSync(unfinished, 0o711);
    mkdirSync(dataDirectory, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    writeFileSync(passwordForInitdb, password, { mode: 0o600 });
    if (account.ids !== undefined) {
      chownSync(dataDirectory, account.ids.uid, account.ids.gid);
      chownSync(passwordForInitdb, account.ids.uid, account.ids.gid);
    }
    await runInitdb(account, binaries, [
      `--pgdata=${dataDirectory}`,
      `--pwfile=${passwordForInitdb}`,
      ...(durable ? [] : ["--no-sync"]),
    ]);
    rmSync(passwordForInitdb);
    renameSync(unfinished, join(base, "postgres"));
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(join(base, "postgres"))) throw error;
  }
}

function removeUnfinished(base: string): void {
  for (const name of readdirSync(base)) {
    const pid = /^\.initialising-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(base, name), { recursive: true, force: true });
  }
}

function runInitdb(account: Account, binaries: Binaries, where: readonly string[]): Promise<void> {
  const args = [
    ...where,
    `--username=${POSTGRES_SUPERUSER}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The same order of text on every machine, whatever locales it has.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, args, {
      ...account.ids,
      cwd: "/",
      env: { NODE_ENV: "production", PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "ignore", "pipe"],
      timeout: 120_000,
    });
    let output = "";
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new EmbeddedPostgresError(`initdb could not make a database: ${output.trim()}`));
    });
  });
}

// Once made, a cluster belongs to the user who made it, whoever starts it later.
function accountOf(dataDirectory: string): Account {
  const { uid, gid } = readable(dataDirectory, () => statSync(dataDirectory));
  return { ids: process.getuid?.() === 0 && uid !== 0 ? { uid, gid } : undefined };
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "EACCES" && code !== "EPERM") throw cause;
    throw new EmbeddedPostgresError(
      `${path} belongs to another user. Start Foldline as that user, or set FOLDLINE_DATA_DIR to another directory ` +
        `than ${basename(path)}'s.`,
      { cause },
    );
  }
}
