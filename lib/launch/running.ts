import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Running = z.object({ pid: z.number(), url: z.string(), startedAt: z.string() });
export type Running = z.infer<typeof Running>;

/** Notes which process serves this data directory, for a second `npm start` to tell. */
export function noteRunning(dataDir: string, url: string): void {
  const running: Running = { pid: process.pid, url, startedAt: new Date().toISOString() };
  writeFileSync(fileIn(dataDir), `${JSON.stringify(running)}\n`, { mode: 0o600 });
}

/** Forgets it again. */
export function forgetRunning(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/** What the process that serves this data directory noted, if it did. */
export function notedRunning(dataDir: string): Running | undefined {
  try {
    return Running.parse(JSON.parse(readFileSync(fileIn(dataDir), "utf8")));
  } catch {
    return undefined;
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, "running.json");
}
