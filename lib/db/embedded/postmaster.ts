import "server-only";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandLine, isRunning } from "./processes";

/** What `postmaster.pid` of a data directory says. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly text: string;
}

/** The server that runs on `dataDirectory`; undefined when there is none, though a stale file may say so. */
export function runningPostmaster(dataDirectory: string): Postmaster | undefined {
  const recorded = recordedPostmaster(dataDirectory);
  return recorded !== undefined && serves(recorded.pid, dataDirectory) ? recorded : undefined;
}

/**
 * Removes `postmaster.pid` when the process it names runs but is no server of this data directory: after a crash
 * its id went to another process of the same user, and Postgres would refuse to start. A dead id it handles itself.
 */
export function removeMisleadingPidFile(dataDirectory: string): void {
  const recorded = recordedPostmaster(dataDirectory);
  if (recorded === undefined || !isRunning(recorded.pid) || serves(recorded.pid, dataDirectory)) return;
  if (recordedPostmaster(dataDirectory)?.text === recorded.text)
    rmSync(join(dataDirectory, "postmaster.pid"), { force: true });
}

/** Stops the server cleanly ("fast": clients are disconnected, all is written); by force after a minute. */
export async function stopPostmaster(dataDirectory: string, patienceMs = 60_000): Promise<void> {
  for (const [signal, waitMs] of [
    ["SIGINT", patienceMs],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const) {
    const postmaster = runningPostmaster(dataDirectory);
    if (postmaster === undefined) return;
    process.kill(postmaster.pid, signal);
    const until = Date.now() + waitMs;
    while (Date.now() < until) {
      if (!serves(postmaster.pid, dataDirectory)) return;
      await sleep(25);
    }
  }
}

function recordedPostmaster(dataDirectory: string): Postmaster | undefined {
  try {
    const text = readFileSync(join(dataDirectory, "postmaster.pid"), "utf8");
    const lines = text.split("\n");
    return { pid: Math.abs(Number(lines[0])), port: Number(lines[3] ?? 0), text };
  } catch {
    return undefined;
  }
}

function serves(pid: number, dataDirectory: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const command = commandLine(pid);
  return command.includes("postgres") && command.includes(`-D ${dataDirectory} `);
}
