import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { withLock } from "../../scripts/lock.mjs";
import { PROJECT_ROOT } from "./project";

const SOURCES = ["app", "components", "lib", "public"];
const SINGLE_FILES = ["next.config.js", "postcss.config.mjs", "package-lock.json", "tsconfig.json", "proxy.ts"];

export interface BuildOptions {
  /** Below the project; a build for tests must not replace the one that is being served. */
  readonly distDir: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
  onStart(): void;
}

/** Builds the console, unless the build that is there was made from these very sources. */
export async function ensureBuild(options: BuildOptions): Promise<"built" | "current"> {
  const hash = await sourcesHash();
  const stamp = join(PROJECT_ROOT, options.distDir, "foldline-sources");
  const isCurrent = () => existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  if (isCurrent()) return "current";
  mkdirSync(join(PROJECT_ROOT, options.distDir), { recursive: true });
  return withLock(join(PROJECT_ROOT, `${options.distDir}.building`), async () => {
    if (isCurrent()) return "current";
    options.onStart();
    await runNextBuild(options);
    writeFileSync(stamp, hash);
    return "built";
  });
}

async function runNextBuild({ distDir, logFile, signal }: BuildOptions): Promise<void> {
  const log = openSync(logFile, "w", 0o600);
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [join(PROJECT_ROOT, "node_modules/next/dist/bin/next"), "build"], {
      cwd: PROJECT_ROOT,
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        NO_COLOR: "1",
        FOLDLINE_DIST_DIR: distDir,
      },
      stdio: ["ignore", log, log],
      signal,
      killSignal: "SIGTERM",
    });
    child.on("error", reject);
    child.on("close", (exitCode) => resolve(exitCode ?? 1));
  });
  if (code === 0) return;
  const said = readFileSync(logFile, "utf8").trim().split("\n").slice(-30).join("\n");
  throw new Error(
    `The console could not be built (\`next build\`, exit code ${code}):\n${said}\nAll of it: ${logFile}`,
  );
}

async function sourcesHash(): Promise<string> {
  const files = (await Promise.all(SOURCES.map((directory) => filesBelow(join(PROJECT_ROOT, directory))))).flat();
  const single = SINGLE_FILES.map((file) => join(PROJECT_ROOT, file)).filter((file) => existsSync(file));
  const hash = createHash("sha256");
  for (const file of [...files, ...single].sort()) {
    hash
      .update(relative(PROJECT_ROOT, file))
      .update("\0")
      .update(await readFile(file))
      .update("\0");
  }
  return hash.digest("hex");
}

async function filesBelow(directory: string): Promise<string[]> {
  if (!existsSync(directory)) return [];
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
