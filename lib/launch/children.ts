import { openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Address } from "./address";
import { PROJECT_ROOT } from "./project";
import type { Say } from "./say";
import { type SupervisedChild, supervise } from "./supervise";

const EXIT_WITH_PARENT = ["--import", pathToFileURL(join(PROJECT_ROOT, "scripts/exit-with-parent.mjs")).href];

export interface ServeOptions {
  readonly address: Address;
  readonly distDir: string;
  readonly dataDir: string;
  say: Say;
}

/** Starts the web server. */
export function startWeb({ address, distDir, dataDir, say }: ServeOptions): SupervisedChild {
  const next = join(PROJECT_ROOT, "node_modules/next/dist/bin/next");
  const host = address.host === undefined ? [] : ["--hostname", address.host];
  return supervise({
    name: "web server",
    args: [...EXIT_WITH_PARENT, next, "start", PROJECT_ROOT, "--port", String(address.port), ...host],
    env: { NODE_ENV: "production", FOLDLINE_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: "1" },
    log: openSync(join(dataDir, "web.log"), "a", 0o600),
    say,
  });
}

/** Starts one worker. */
export function startWorker({ dataDir, say }: ServeOptions): SupervisedChild {
  const main = join(PROJECT_ROOT, "lib/cli/main.ts");
  const tsx = ["--conditions=react-server", "--import", import.meta.resolve("tsx")];
  return supervise({
    name: "worker",
    args: [...EXIT_WITH_PARENT, ...tsx, main, "worker"],
    env: { NODE_ENV: "production", TSX_TSCONFIG_PATH: join(PROJECT_ROOT, "tsconfig.json") },
    log: openSync(join(dataDir, "worker.log"), "a", 0o600),
    say,
  });
}

/** Waits until the web server answers at all; rejects after a minute. */
export async function untilServing({ address, dataDir }: ServeOptions, signal: AbortSignal): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until && !signal.aborted) {
    try {
      await fetch(`http://127.0.0.1:${address.port}/api/health`, { signal: AbortSignal.timeout(5_000) });
      return;
    } catch {
      await sleep(100);
    }
  }
  if (!signal.aborted) {
    throw new Error(`The web server does not answer on port ${address.port}. Its log: ${join(dataDir, "web.log")}`);
  }
}
