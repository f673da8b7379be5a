import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";
import { runCommand, runTool } from "./command";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** A browser that runs: a given or installed one, else Playwright's download, else, as root, Debian's package. */
export async function findBrowser(): Promise<string> {
  const given = process.env.PLAYWRIGHT_CHROMIUM ?? "";
  if (given !== "") {
    if (works(given)) return given;
    throw new Error(`PLAYWRIGHT_CHROMIUM is ${given}, which does not run.`);
  }
  const found = installed();
  if (found !== undefined) return found;
  process.stderr.write("No Chromium here; downloading Playwright's …\n");
  const download = await runTool("playwright", ["install", "chromium"], { timeoutMs: 300_000 });
  if (works(chromium.executablePath())) return chromium.executablePath();
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    process.stderr.write("The download failed; installing Debian's package chromium …\n");
    const environment = { env: { DEBIAN_FRONTEND: "noninteractive" }, timeoutMs: 300_000 };
    await runCommand("apt-get", ["update"], environment);
    await runCommand("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], environment);
    const packaged = installed();
    if (packaged !== undefined) return packaged;
  }
  throw new Error(
    "The browser tests need Chromium or Google Chrome, and none could be installed. Install one (Debian: " +
      "`apt-get install chromium`), or set PLAYWRIGHT_CHROMIUM to the program. Playwright said: " +
      download.output.trim().split("\n").slice(-3).join(" "),
  );
}

function installed(): string | undefined {
  const directories = (process.env.PATH ?? "").split(delimiter);
  const onPath = NAMES.flatMap((name) => directories.map((directory) => join(directory, name)));
  return [...onPath, MAC, chromium.executablePath()].find(works);
}

// Ubuntu's `chromium-browser` may be a script that only says how to install the snap.
function works(program: string): boolean {
  if (!existsSync(program)) return false;
  const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8", timeout: 30_000 });
  return status === 0 && /chrom/i.test(stdout);
}
