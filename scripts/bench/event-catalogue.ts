/**
 * How fast the catalogue of events is built, and what of it is the worker's CPU time. Needs DATABASE_URL with the road
 * traffic fines imported:
 *   node --conditions=react-server --import tsx scripts/bench/event-catalogue.ts [runs]
 */
import pg from "pg";
import { compileChain, eventCatalogue, watermark } from "@/lib/engine";
import { replayRaw } from "@/lib/engine/projections/raw-replay";
import { createTable, dropTable } from "@/lib/engine/projections/read-model-table";
import { unhindered } from "@/lib/engine/projections/replay-control";
import { replayParking } from "@/lib/engine/projections/replay-parking";

const TABLE = "bench_event_catalogue";
const runs = Number(process.argv[2] ?? 3);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
const { apply } = eventCatalogue;
if (apply === null) throw new Error("The catalogue is a raw projection.");

for (let run = 1; run <= runs; run++) {
  const client = await pool.connect();
  await dropTable(client, TABLE);
  await createTable(client, eventCatalogue, TABLE);
  const count = { eventsRead: 0, rowsWritten: 0 };
  const request = {
    projection: eventCatalogue,
    chain: compileChain([]),
    tableName: TABLE,
    upTo: await watermark(pool),
    passes: 1,
    count,
    parking: replayParking(eventCatalogue, "bench"),
    control: unhindered,
    signal: new AbortController().signal,
  };
  const cpu = process.cpuUsage();
  const began = performance.now();
  await replayRaw(client, request, apply);
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  const cpuSeconds = (used.user + used.system) / 1e6;
  const rate = (spent: number) => Math.round(count.eventsRead / spent).toLocaleString("en");
  process.stdout.write(
    `run ${run}: ${count.eventsRead.toLocaleString("en")} events into ${count.rowsWritten.toLocaleString("en")} rows; ` +
      `${rate(seconds)}/s, ${rate(cpuSeconds)} a second of this process's CPU (${cpuSeconds.toFixed(1)} s); ` +
      `peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`,
  );
  await dropTable(client, TABLE);
  client.release();
}
await pool.end();
