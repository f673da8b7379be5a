/** A worker in a process of its own, to be killed: `worker-process.ts DATABASE_URL MS_PER_EVENT`. */
import pg from "pg";
import { runWorker } from "../worker";
import { pace, paced } from "./paced";

const [url = "", msPerEvent = "0"] = process.argv.slice(2);
pace.msPerEvent = Number(msPerEvent);
const pool = new pg.Pool({ connectionString: url });
pool.on("error", () => undefined);
await runWorker({ pool, projections: [paced], upcasters: [], signal: new AbortController().signal });
