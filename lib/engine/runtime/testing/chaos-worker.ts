/** A worker in a process of its own, to be killed, which outlives its database: `chaos-worker.ts DATABASE_URL`. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { runWorker } from "../worker";
import { chaosProjections } from "./chaos-projections";

const [url = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10 });
pool.on("error", () => undefined);
const { signal } = new AbortController();
for (;;) {
  // As the command does: one that cannot even start, because the database is away, tries again.
  await runWorker({ pool, projections: chaosProjections, upcasters: [], signal, batchSize: 200 }).catch(
    () => undefined,
  );
  await sleep(200);
}
