/** A worker in a process of its own, to be killed: `job-worker-process.ts DATABASE_URL MS_PER_EVENT`. */
import pg from "pg";
import { runWorker } from "../../runtime/worker";
import { slowly } from "./job-worker";
import { slowSums } from "./slow-sums";

const [url = "", msPerEvent = "0"] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url });
pool.on("error", () => undefined);
const { signal } = new AbortController();
await runWorker({ pool, projections: [slowSums], upcasters: [slowly(Number(msPerEvent))], signal, batchSize: 25 });
