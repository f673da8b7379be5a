import type { Queryable } from "../events";
import { SAMPLE_SECONDS } from "./samples";

/** A batch that was applied. */
export interface AppliedBatch {
  readonly projection: string;
  readonly version: number;
  readonly events: number;
  /** From asking for its events to having committed their rows. */
  readonly tookMs: number;
}

/** Gathers how long a worker's batches take, and stores it every few seconds. */
export interface BatchSampler {
  note(batch: AppliedBatch): void;
  /** Stores what was noted since the last time; nothing when nothing was. */
  store(db: Queryable): Promise<void>;
}

const STORE = `
insert into foldline.batch_samples (projection, version, worker_id, sampled_at, batches, events, median_ms, longest_ms)
select projection, version, $1, date_bin('${SAMPLE_SECONDS} seconds', clock_timestamp(), 'epoch'::timestamptz),
       batches, events, median_ms, longest_ms
  from unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::float8[], $7::float8[])
    s (projection, version, batches, events, median_ms, longest_ms)
on conflict (projection, version, worker_id, sampled_at) do update
   set batches = batch_samples.batches + excluded.batches, events = batch_samples.events + excluded.events,
       median_ms = (batch_samples.median_ms::float8 * batch_samples.batches + excluded.median_ms * excluded.batches)
                   / (batch_samples.batches + excluded.batches),
       longest_ms = greatest(batch_samples.longest_ms, excluded.longest_ms)`;

/** A sampler that has noted nothing yet. Batches without an event of the projection's types do not count. */
export function batchSampler(workerId: string): BatchSampler {
  let noted = new Map<string, AppliedBatch[]>();
  return {
    note(batch) {
      if (batch.events === 0) return;
      const key = `${batch.projection}@${batch.version}`;
      const batches = noted.get(key);
      if (batches === undefined) noted.set(key, [batch]);
      else batches.push(batch);
    },
    async store(db) {
      if (noted.size === 0) return;
      const groups = [...noted.values()].flatMap((batches) =>
        batches[0] === undefined ? [] : [summarise(batches, batches[0])],
      );
      noted = new Map();
      await db.query(STORE, [
        workerId,
        groups.map(({ projection }) => projection),
        groups.map(({ version }) => version),
        groups.map(({ batches }) => batches),
        groups.map(({ events }) => events),
        groups.map(({ medianMs }) => medianMs),
        groups.map(({ longestMs }) => longestMs),
      ]);
    },
  };
}

function summarise(batches: readonly AppliedBatch[], { projection, version }: AppliedBatch) {
  const took = batches.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const middle = (took.length - 1) / 2;
  return {
    projection,
    version,
    batches: batches.length,
    events: batches.reduce((sum, { events }) => sum + events, 0),
    medianMs: ((took[Math.floor(middle)] ?? 0) + (took[Math.ceil(middle)] ?? 0)) / 2,
    longestMs: took.at(-1) ?? 0,
  };
}
