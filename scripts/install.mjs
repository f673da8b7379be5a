// Plain Node without a dependency: this runs before there is any.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";

/** The project's root. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const OLDEST_NODE = [20, 19];

/** Installs what `package-lock.json` names, if `node_modules` is missing, unfinished or older. Ends the process when it cannot. */
export async function installDependencies() {
  const refusal = nodeRefusal(process.versions.node);
  if (refusal !== undefined) stop(refusal);
  if (isInstalled(ROOT)) return;
  await withLock(join(ROOT, ".installing"), async () => {
    // Another command may have installed them while this one waited for the lock.
    if (isInstalled(ROOT)) return;
    process.stderr.write("Installing dependencies (npm ci) …\n");
    const startedAt = Date.now();
    const code = await npmCi();
    if (code !== 0) {
      stop(`\`npm ci\` failed (exit code ${code}); what it said is above. Correct that and run the command again.`);
    }
    const stamp = stampFile(ROOT);
    writeFileSync(`${stamp}.new`, lockHash(ROOT));
    renameSync(`${stamp}.new`, stamp);
    process.stderr.write(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.\n`);
  });
}

/**
 * Why this version of Node cannot be used; undefined when it can.
 * @param {string} version
 */
export function nodeRefusal(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `This is Node ${version}; Foldline needs Node ${OLDEST_NODE.join(".")} or newer (https://nodejs.org).`;
}

/**
 * Whether `node_modules` holds what the lock file names: our stamp says so, or npm wrote its own summary, the last
 * thing it does, after the lock file changed.
 * @param {string} root
 */
export function isInstalled(root) {
  const summary = join(root, "node_modules/.package-lock.json");
  if (!existsSync(summary)) return false;
  const stamp = stampFile(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash(root)) return true;
  return statSync(summary).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

/** @param {string} root */
function stampFile(root) {
  return join(root, "node_modules/.foldline-installed");
}

/** @param {string} root */
function lockHash(root) {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/** @returns {Promise<number>} */
function npmCi() {
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath ?? "";
  const [command, ...before] = basename(npm) === "npm-cli.js" ? [process.execPath, npm] : ["npm"];
  return new Promise((resolve) => {
    // A command's stdout is for its results.
    const child = spawn(command ?? "npm", [...before, ...args], { cwd: ROOT, stdio: ["ignore", 2, 2] });
    child.on("error", (error) => stop(`npm could not be started: ${error.message}`));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  process.stderr.write(`foldline: ${message}\n`);
  process.exit(1);
}
