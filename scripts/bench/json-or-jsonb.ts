// Compares json, jsonb and text for event payloads on the road traffic fines: COPY in, COPY out and size on
// disk, and the CPU time of the Postgres process where it runs on this machine. Repeat with:
//   DATABASE_URL=… node --conditions=react-server --import tsx scripts/bench/json-or-jsonb.ts
// The database needs the fines imported; the tables it makes are temporary.
import { existsSync, readFileSync } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";

const ROUNDS = 5;
const TYPES = ["json", "jsonb"] as const;

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query("set temp_buffers = '256MB'");
const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
const pid = rows[0]?.pid ?? 0;
await client.query(`
create temporary table payloads as
select stream_id, version, position, type, data::text as data from foldline.events
 where split_part(stream_id, '-', 1) = 'fine' order by position`);
const events = Number((await client.query("select count(*) as n from payloads")).rows[0].n);
process.stdout.write(`${events} events, ${ROUNDS} rounds, best of each; CPU is of the Postgres process\n`);

for (const type of TYPES) {
  await client.query(`
create temporary table with_${type}
  (stream_id text, version bigint, position bigint primary key, type text, data ${type})`);
}
const best = new Map<string, { wall: number; cpu: number }>();
for (let round = 0; round < ROUNDS; round++) {
  for (const type of TYPES) {
    await client.query(`truncate with_${type}`);
    await measure(`append ${type}`, () =>
      client.query(`insert into with_${type} select stream_id, version, position, type, data::${type} from payloads`),
    );
    await measure(`copy out ${type}`, () => copyOut(`with_${type}`));
  }
}
for (const [name, { wall, cpu }] of best) {
  const rate = Math.round(events / wall / 1000);
  process.stdout.write(`${name.padEnd(16)} ${wall.toFixed(2)} s  cpu ${cpu.toFixed(2)} s  ${rate} k events/s\n`);
}
for (const type of TYPES) {
  const size = await client.query<{ size: string; data: string }>(
    `select pg_size_pretty(pg_relation_size('with_${type}')) as size,
            (select pg_size_pretty(sum(pg_column_size(data))) from with_${type}) as data`,
  );
  process.stdout.write(`${type.padEnd(6)} table ${size.rows[0]?.size}, data ${size.rows[0]?.data}\n`);
}
await client.end();

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const [startedAt, cpuBefore] = [performance.now(), cpuSeconds()];
  await work();
  const wall = (performance.now() - startedAt) / 1000;
  const cpu = cpuSeconds() - cpuBefore;
  const before = best.get(name) ?? { wall, cpu };
  best.set(name, { wall: Math.min(wall, before.wall), cpu: Math.min(cpu, before.cpu) });
}

async function copyOut(table: string): Promise<void> {
  const ignore = new Writable({ write: (_chunk, _encoding, done) => done() });
  await pipeline(client.query(copyTo(`copy ${table} (stream_id, version, position, type, data) to stdout`)), ignore);
}

/** User and system time of the Postgres process, in seconds; 0 where /proc does not show it. */
function cpuSeconds(): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return 0;
  const fields = readFileSync(path, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
