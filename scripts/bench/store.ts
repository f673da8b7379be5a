// Measures append and import, the latter beside its floor: a plain COPY of the same rows. Repeat with:
//   node --conditions=react-server --import tsx scripts/bench/store.ts SERVER_URL [FILE]
// It makes a database of its own on that server and drops it. FILE defaults to the road traffic fines.
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { migrate } from "@/lib/db/migrate";
import { importEvents, postgresEventStore } from "@/lib/engine";

const [serverUrl = "", file = "../shared/data/road-traffic-fines.ndjson.gz"] = process.argv.slice(2);
const SECONDS = 5;
const data = { item: "A-1001", note: "x".repeat(200), lines: [{ sku: "k", quantity: 2, price: 12.5 }] };

const name = `foldline_bench_${process.pid}`;
const admin = new pg.Client({ connectionString: serverUrl });
await admin.connect();
await admin.query(`create database ${name}`);
const url = new URL(serverUrl);
url.pathname = `/${name}`;
await migrate(url.toString());
const pool = new pg.Pool({ connectionString: url.toString(), max: 20 });
const store = postgresEventStore(pool);
try {
  for (const [writers, batch] of [
    [1, 1],
    [16, 1],
    [8, 10],
    [8, 100],
    [1, 10_000],
  ] as const)
    await appends(writers, batch);
  await imports();
} finally {
  await pool.end();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
}

async function appends(writers: number, batch: number): Promise<void> {
  const until = Date.now() + SECONDS * 1000;
  const startedAt = performance.now();
  const counts = await Promise.all(
    Array.from({ length: writers }, async () => {
      let count = 0;
      for (; Date.now() < until; count++) {
        const events = Array.from({ length: batch }, () => ({ type: "Placed", data, eventId: randomUUID() }));
        await store.append(`order-${randomUUID()}`, 0, events);
      }
      return count;
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const total = counts.reduce((sum, count) => sum + count, 0);
  say(
    `append, ${writers} writers, ${batch} a time`,
    `${rate(total, seconds)} appends/s, ${rate(total * batch, seconds)} events/s`,
  );
}

async function imports(): Promise<void> {
  await pool.query("set foldline.allow_event_changes = 'on'; truncate foldline.events, foldline.streams");
  let readUntil = performance.now();
  const startedAt = readUntil;
  const { events } = await importEvents(pool, createReadStream(file), {
    onProgress: ({ phase }) => {
      if (phase === "reading") readUntil = performance.now();
    },
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const reading = (readUntil - startedAt) / 1000;
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  say(
    `import of ${events} events`,
    `${seconds.toFixed(1)} s (reading ${reading.toFixed(1)}), ${rate(events, seconds)} events/s, peak ${peak} MB`,
  );

  const folder = await mkdtemp(join(tmpdir(), "foldline-bench-"));
  try {
    await copy("copy foldline.events to stdout", join(folder, "rows"));
    await pool.query("create table bare (like foldline.events)");
    await pool.query("create table indexed (like foldline.events including all)");
    for (const table of ["bare", "indexed"]) await floor(table, join(folder, "rows"), events);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function copy(statement: string, path: string): Promise<void> {
  const client = await pool.connect();
  await pipeline(client.query(copyTo(statement)), createWriteStream(path));
  client.release();
}

async function floor(table: string, path: string, events: number): Promise<void> {
  const client = await pool.connect();
  const startedAt = performance.now();
  await pipeline(createReadStream(path), client.query(copyFrom(`copy ${table} from stdin`)));
  const seconds = (performance.now() - startedAt) / 1000;
  client.release();
  say(`plain COPY of the same rows, ${table}`, `${seconds.toFixed(1)} s, ${rate(events, seconds)} events/s`);
}

function rate(count: number, seconds: number): string {
  return Math.round(count / seconds).toLocaleString("en");
}

function say(what: string, result: string): void {
  process.stdout.write(`${what.padEnd(44)} ${result}\n`);
}
