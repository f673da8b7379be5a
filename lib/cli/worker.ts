import { constants, setPriority } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { stopSignal } from "../launch/stop-signal";
import { work } from "../worker";

export const summary = "Run projections and rebuilds, sharing them with the other workers of the database.";

export const usage = `
Usage: npx foldline worker [--name NAME]

Needs only DATABASE_URL; any number of workers, on any machines, share the work. Stops cleanly on SIGINT and SIGTERM.

  --name NAME  how the console calls it; host and process id when left out
`;

const RESTART_PAUSE_MS = 2_000;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { name: { type: "string" } } });
  // On a machine shared with the web server or an import, those go first: a worker catches up, a person waits.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  // V8 may take what a replay makes for each event for long-lived, and then collects garbage for half of its time.
  setFlagsFromString("--no-allocation-site-pretenuring");
  const signal = stopSignal();
  const onError = errorLog();
  const name = values.name === undefined ? {} : { name: values.name };
  process.stderr.write("foldline worker: running; SIGTERM stops it.\n");
  while (!signal.aborted) {
    // One that cannot even start (the database is away) tries again; its process stays.
    await work({ signal, onError, ...name }).catch((error) => onError(error, "starting"));
    if (!signal.aborted) await sleep(RESTART_PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
  process.stderr.write("foldline worker: stopped, leases given back.\n");
  return 0;
}

const REPEAT_AFTER_MS = 60_000;

/** Writes errors to stderr; the same one again at most once a minute. */
function errorLog(): (error: unknown, where: string) => void {
  const writtenAt = new Map<string, number>();
  return (error, where) => {
    const line = `${where}: ${error instanceof Error ? error.message || error.name : String(error)}`;
    const now = Date.now();
    if (now - (writtenAt.get(line) ?? 0) < REPEAT_AFTER_MS) return;
    if (writtenAt.size > 1_000) writtenAt.clear();
    writtenAt.set(line, now);
    process.stderr.write(`${new Date(now).toISOString()} ${line}\n`);
  };
}
