/**
 * How fast a rebuild folds the fines, beside a plain COPY of the same columns in the same run. Needs DATABASE_URL with
 * the road traffic fines imported:
 *   node --conditions=react-server --import tsx scripts/bench/replay.ts [runs]
 */
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setFlagsFromString } from "node:v8";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { fines } from "@/lib/domain/projections/fines";
import { upcasters } from "@/lib/domain/upcasters";
import { compileChain, watermark } from "@/lib/engine";
import { eventFilter } from "@/lib/engine/projections/event-filter";
import { eventReading } from "@/lib/engine/projections/projected-event";
import { createTable, dropTable, indexStatements } from "@/lib/engine/projections/read-model-table";
import { replay } from "@/lib/engine/projections/replay";
import { unhindered } from "@/lib/engine/projections/replay-control";
import { replayParking } from "@/lib/engine/projections/replay-parking";

// As the worker's command does.
setFlagsFromString("--no-allocation-site-pretenuring");
const TABLE = "bench_fines";
const runs = Number(process.argv[2] ?? 3);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
const chain = compileChain(upcasters);
const reading = eventReading(fines, chain);
const upTo = await watermark(pool);
const columns = reading.columns.join(", ");
const filter = eventFilter(reading.types, null);

for (let run = 1; run <= runs; run++) {
  const copy = await timed(plainCopy);
  const fold = await timed(rebuild);
  const rate = (seconds: number) => Math.round(fold.result / seconds).toLocaleString("en");
  process.stdout.write(
    `run ${run}: ${fold.result.toLocaleString("en")} events; plain COPY ${rate(copy.seconds)}/s; ` +
      `replay and indexes ${rate(fold.seconds)}/s, ${rate(fold.cpuSeconds)} a second of this process's CPU ` +
      `(${fold.cpuSeconds.toFixed(1)} s); ` +
      `peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`,
  );
}
await pool.end();

async function plainCopy(): Promise<void> {
  const client = await pool.connect();
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const statement = `copy (select ${columns} from foldline.events where position <= ${upTo} and ${filter} order by position) to stdout`;
  await pipeline(client.query(copyTo(statement)), nowhere);
  client.release();
}

async function rebuild(): Promise<number> {
  const client = await pool.connect();
  await dropTable(client, TABLE);
  await createTable(client, fines, TABLE);
  const count = { eventsRead: 0, rowsWritten: 0 };
  const signal = new AbortController().signal;
  const parking = replayParking(fines, "bench");
  await replay(client, {
    projection: fines,
    chain,
    tableName: TABLE,
    upTo,
    passes: 1,
    count,
    parking,
    control: unhindered,
    signal,
  });
  for (const statement of indexStatements(fines, TABLE)) await client.query(statement);
  await dropTable(client, TABLE);
  client.release();
  return count.eventsRead;
}

async function timed<Result>(work: () => Promise<Result>) {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const result = await work();
  const cpu = process.cpuUsage(cpuBefore);
  return { result, seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (cpu.user + cpu.system) / 1e6 };
}
