/**
 * What a chain of five declarative operations costs a replay: the fines without it, with one upcaster of five
 * operations, and with five upcasters of one; and the same where every event that is read passes through it.
 *   node --conditions=react-server --import tsx scripts/bench/upcasters.ts SERVER_URL [runs] [FILE]
 * It makes a database of its own on that server and drops it. FILE defaults to the road traffic fines; without it the
 * events are made up.
 */
import { createReadStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import pg from "pg";
import { migrate } from "@/lib/db/migrate";
import { fines } from "@/lib/domain/projections/fines";
import {
  compileChain,
  declarativeUpcaster,
  importEvents,
  type Projection,
  type UpcasterChain,
  watermark,
} from "@/lib/engine";
import { createTable, dropTable } from "@/lib/engine/projections/read-model-table";
import { replay } from "@/lib/engine/projections/replay";
import { unhindered } from "@/lib/engine/projections/replay-control";
import { replayParking } from "@/lib/engine/projections/replay-parking";

// As the worker's command does.
setFlagsFromString("--no-allocation-site-pretenuring");
const [serverUrl = "", runs = "5", file = "../shared/data/road-traffic-fines.ndjson.gz"] = process.argv.slice(2);
const TABLE = "bench_upcasters";
const TYPE = "Create Fine";
const OPERATIONS = [
  { op: "rename", from: "totalPaymentAmount", to: "paidCents" },
  { op: "convert", path: "paidCents", to: "integer", decimals: 2 },
  { op: "compute", path: "amountCents", expression: "round(data.amount * 100)" },
  { op: "set", path: "currency", value: "EUR" },
  { op: "mapValues", path: "dismissal", values: [{ from: "#", to: "NIL" }], otherwise: "keep" },
];

const chains: Readonly<Record<string, UpcasterChain>> = {
  none: compileChain([]),
  "one of five": compileChain([upcaster(1, OPERATIONS)]),
  "five of one": compileChain(OPERATIONS.map((operation, index) => upcaster(index + 1, [operation]))),
};
const projections: readonly Projection[] = [fines, { ...fines, name: `fines of ${TYPE} alone`, types: [TYPE] }];

const name = `foldline_bench_${process.pid}`;
const admin = new pg.Client({ connectionString: serverUrl });
await admin.connect();
await admin.query(`create database ${name}`);
const url = new URL(serverUrl);
url.pathname = `/${name}`;
await migrate(url.toString());
const pool = new pg.Pool({ connectionString: url.toString(), max: 2 });
try {
  await importEvents(pool, existsSync(file) ? createReadStream(file) : Readable.from(madeUp()));
  for (const projection of projections) await measure(projection);
} finally {
  await pool.end();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
}

function upcaster(fromVersion: number, operations: unknown) {
  return declarativeUpcaster({
    id: `bench-${fromVersion}`,
    title: "Bench",
    type: TYPE,
    fromVersion,
    toType: TYPE,
    toVersion: fromVersion + 1,
    operations,
  });
}

/** Prints a line a run, the chains one after the other, and the medians. */
async function measure(projection: Projection): Promise<void> {
  const upTo = await watermark(pool);
  const cpu = new Map(Object.keys(chains).map((chainName) => [chainName, [] as number[]]));
  for (let run = 0; run <= Number(runs); run++) {
    const line: string[] = [];
    for (const [chainName, chain] of Object.entries(chains)) {
      const { events, seconds, cpuSeconds } = await timed(projection, chain, upTo);
      line.push(`${chainName} ${rate(events, cpuSeconds)}/s of CPU, ${rate(events, seconds)}/s`);
      // The first run warms up.
      if (run > 0) cpu.get(chainName)?.push(cpuSeconds / events);
    }
    process.stdout.write(`${projection.name}, ${run === 0 ? "warm-up" : `run ${run}`}: ${line.join("; ")}\n`);
  }
  const without = median(cpu.get("none") ?? []);
  for (const [chainName, costs] of cpu) {
    const slower = Math.round((1 - without / median(costs)) * 1000) / 10;
    process.stdout.write(
      `${projection.name}, ${chainName}: median ${rate(1, median(costs))}/s of CPU, ${slower} % slower\n`,
    );
  }
}

async function timed(projection: Projection, chain: UpcasterChain, upTo: bigint) {
  const client = await pool.connect();
  await dropTable(client, TABLE);
  await createTable(client, projection, TABLE);
  const count = { eventsRead: 0, rowsWritten: 0 };
  const parking = { ...replayParking(projection, "bench"), fold: failed };
  const signal = new AbortController().signal;
  const startedAt = performance.now();
  const before = process.cpuUsage();
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
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startedAt) / 1000;
  await dropTable(client, TABLE);
  client.release();
  return { events: count.eventsRead, seconds, cpuSeconds: (user + system) / 1e6 };
}

/** Asked only when an event cannot be folded, which no event here should be. */
function failed(_place: unknown, steps: () => unknown): never {
  throw new Error("An event could not be folded.", { cause: steps() });
}

function* madeUp(): Generator<string> {
  for (let fine = 0; fine < 150_000; fine++) {
    const time = new Date(Date.UTC(2000, 0, 1) + fine * 60_000).toISOString();
    const event = (index: number, type: string, data: string) =>
      `{"specversion":"1.0","id":"${fine}:${index}","source":"bench","subject":"fine-${fine}","type":"${type}","time":"${time}","data":${data}}\n`;
    const amount = `${20 + (fine % 80)}.${10 + (fine % 90)}`;
    yield event(
      0,
      TYPE,
      `{"amount":${amount},"dismissal":"NIL","vehicleClass":"A","totalPaymentAmount":0.0,"article":157,"points":0}`,
    );
    yield event(1, "Send Fine", '{"expense":11.0}');
    yield event(2, "Payment", `{"paymentAmount":${amount},"totalPaymentAmount":${amount}}`);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function rate(events: number, seconds: number): string {
  return Math.round(events / seconds).toLocaleString("en");
}
