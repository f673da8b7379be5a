/**
 * How fast a projection written in the console runs beside the same one in TypeScript: the road traffic fines, folded in
 * memory, and as a replay into a table. Needs DATABASE_URL with the fines imported:
 *   node --conditions=react-server --import tsx scripts/bench/console-projection.ts [runs]
 */
import pg from "pg";
import { fines } from "@/lib/domain/projections/fines";
import { upcasters } from "@/lib/domain/upcasters";
import {
  type ConsoleDefinition,
  ConsoleDefinitionSchema,
  compileChain,
  compileConsoleProjection,
  foldAll,
  type Projection,
  watermark,
} from "@/lib/engine";
import { eventFilter } from "@/lib/engine/projections/event-filter";
import { eventReading } from "@/lib/engine/projections/projected-event";
import { createTable, indexStatements } from "@/lib/engine/projections/read-model-table";
import { replay } from "@/lib/engine/projections/replay";
import { unhindered } from "@/lib/engine/projections/replay-control";
import { replayParking } from "@/lib/engine/projections/replay-parking";
import { finesInCel } from "./fines-in-cel";

const TABLE = "bench_console_projection";
const runs = Number(process.argv[2] ?? 3);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
const chain = compileChain(upcasters);
const upTo = await watermark(pool);
const definition: ConsoleDefinition = ConsoleDefinitionSchema.parse(finesInCel);
const inCel = compileConsoleProjection(definition, 1);

const reading = eventReading(fines, chain);
const names = reading.columns.map((column, index) => `${column}::text as c${index}`).join(", ");
const { rows } = await pool.query({
  text: `select ${names} from foldline.events where position <= ${upTo} and ${eventFilter(reading.types, null)} order by position`,
  rowMode: "array",
});
const show = (count: number, seconds: number) => `${Math.round(count / seconds).toLocaleString("en")} events/s`;

for (let run = 1; run <= runs; run++) {
  const foldSeconds = { code: fold(fines), console: fold(inCel) };
  const replaySeconds = { code: await timed(() => rebuild(fines)), console: await timed(() => rebuild(inCel)) };
  process.stdout.write(
    `run ${run}: fold alone: TypeScript ${show(rows.length, foldSeconds.code)}, CEL ${show(rows.length, foldSeconds.console)} ` +
      `(${percent(foldSeconds)}); replay: TypeScript ${show(rows.length, replaySeconds.code)}, ` +
      `CEL ${show(rows.length, replaySeconds.console)} (${percent(replaySeconds)})\n`,
  );
}
await pool.end();

/** Decodes and folds everything in memory; the seconds of CPU that took. */
function fold(projection: Projection): number {
  const before = process.cpuUsage();
  foldAll(projection, decoded());
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function* decoded() {
  for (const row of rows) yield* reading.decode(row);
}

function percent({ code, console: cel }: { readonly code: number; readonly console: number }): string {
  return `${Math.round((code / cel) * 100)} %`;
}

async function rebuild(projection: Projection): Promise<void> {
  const client = await pool.connect();
  // Never committed: the clean-up of a live worker would take a table that belongs to no read model for an orphan.
  await client.query("begin");
  await createTable(client, projection, TABLE);
  const count = { eventsRead: 0, rowsWritten: 0 };
  const signal = new AbortController().signal;
  const parking = replayParking(projection, "bench");
  await replay(client, {
    projection,
    chain,
    tableName: TABLE,
    upTo,
    passes: 1,
    count,
    parking,
    control: unhindered,
    signal,
  });
  for (const statement of indexStatements(projection, TABLE)) await client.query(statement);
  await client.query("rollback");
  client.release();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
