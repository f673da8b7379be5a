import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Say } from "./say";

const GRACE_MS = 15_000;
const LIVED_LONG_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;

export interface ChildOptions {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A file descriptor for its output. */
  readonly log: number;
  say: Say;
}

/** A child process that is started again when it ends, until it is stopped. */
export interface SupervisedChild {
  stop(): Promise<void>;
}

/** Starts the child and keeps it running: again after 1 s when it ends, then 2 s, 4 s, … as long as it ends soon. */
export function supervise(options: ChildOptions): SupervisedChild {
  const stopping = new AbortController();
  let current: ChildProcess | undefined;
  const ended = keepRunning();

  async function keepRunning(): Promise<void> {
    let pauseMs = 1_000;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      current = launch(options);
      const how = await end(current);
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > LIVED_LONG_MS) pauseMs = 1_000;
      options.say(`The ${options.name} ended (${how}); it is started again in ${pauseMs / 1000} s.`);
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  return {
    async stop() {
      stopping.abort();
      const child = current;
      if (child !== undefined && child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        const force = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
        await end(child);
        clearTimeout(force);
      }
      await ended;
    },
  };
}

function launch(options: ChildOptions): ChildProcess {
  // A group of its own: Ctrl-C in the terminal reaches the launcher alone, which stops its children in order.
  return spawn(process.execPath, options.args, {
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ["ignore", options.log, options.log, "ipc"],
  });
}

function end(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    const told = (code: number | null, signal: string | null) => resolve(signal ?? `exit code ${code}`);
    if (child.exitCode !== null || child.signalCode !== null) told(child.exitCode, child.signalCode);
    child.once("exit", told);
    child.once("error", (error) => resolve(error.message));
  });
}
