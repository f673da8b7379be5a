/**
 * What time travel costs the server on a stream of 100,000 events and on a state of 5 MB. Makes both streams where they are
 * missing; use a database of its own. Needs DATABASE_URL, migrated:
 *   node --conditions=react-server --import tsx scripts/bench/time-travel.ts [events]
 */
import { runAs } from "@/lib/auth/run-as";
import { pool } from "@/lib/db/pool";
import { findStream } from "@/lib/queries/streams/stream";
import { diffStreamStates } from "@/lib/queries/streams/stream-diff";
import { getEvent } from "@/lib/queries/streams/stream-event";
import { readStreamEvents } from "@/lib/queries/streams/stream-events";
import { readStreamState } from "@/lib/queries/streams/stream-state";
import { readStreamTimeline } from "@/lib/queries/streams/stream-timeline";
import { store } from "@/lib/store";
import { makeLargeState, makeLongStream } from "./long-streams";

const RUNS = 5;
/** As one answer of the API holds: its schemas cannot be loaded here, they come with the browser's queries. */
const TIMELINE_CHUNK = 20_000;
const events = Number(process.argv[2] ?? 100_000);
const [meter, archive] = ["meter-1", "archive-1"];
const half = Math.floor(events / 2);
const viewer = { id: "bench", name: "Bench", email: "bench@example.com", role: "viewer" } as const;

await makeLongStream(store, meter, events);
await makeLargeState(store, archive, 5_000_000);
await runAs(viewer, async () => {
  await measure("facts of the stream", () => findStream(meter));
  await measure("timeline, first chunk", () => readStreamTimeline(meter, { from: 1, limit: TIMELINE_CHUNK }));
  await measure("timeline, whole", async () => {
    for (let from = 1; from <= events; from += TIMELINE_CHUNK) {
      await readStreamTimeline(meter, { from, limit: TIMELINE_CHUNK });
    }
  });
  await measure("100 events in the middle", () =>
    readStreamEvents(meter, { from: half, limit: 100, direction: "asc", payload: "none" }),
  );
  await measure("one event", () => getEvent(meter, half));
  await forget(meter);
  await once("state at head, no snapshot yet", () => readStreamState(meter, {}));
  await measure("state at head, from a snapshot", () => readStreamState(meter, {}));
  await once(`diff of ${half} and head`, () => diffStreamStates(meter, { a: half, b: events }));
  await forget(archive);
  await once("state of 5 MB, no snapshot yet", () => readStreamState(archive, {}));
  await measure("state of 5 MB, from a snapshot", () => readStreamState(archive, {}));
});
await pool.end();

async function forget(streamId: string): Promise<void> {
  await pool.query("delete from foldline.snapshots where stream_id = $1", [streamId]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function once(what: string, work: () => Promise<unknown>): Promise<void> {
  say(what, [await timed(work)]);
}

async function measure(what: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await timed(work));
  say(what, times);
}

function say(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  process.stdout.write(
    `${what.padEnd(34)} ${median.toFixed(1).padStart(9)} ms   worst ${sorted.at(-1)?.toFixed(1)} ms\n`,
  );
}
