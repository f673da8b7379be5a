import type { Queryable } from "../events";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const KEEP_MS = 90 * DAY_MS;

/** A stretch of time of which one sample per `grain` is kept. */
export interface SampleWindow {
  readonly from: Date;
  readonly to: Date;
  readonly grain: "1 minute" | "10 minutes";
}

// Of each grain the first sample stays and stands for all of them: the highest lag, all batches, the longest of them.
// The watermark and the events applied only grow, so that what they grew by in a longer time does not change.
const THIN: readonly string[] = [
  `with kept as (
     select date_bin($3::interval, sampled_at, 'epoch') as grain, min(sampled_at) as at
       from foldline.store_samples where sampled_at >= $1 and sampled_at < $2
      group by 1 having count(*) > 1)
   delete from foldline.store_samples s using kept
    where s.sampled_at > kept.at and s.sampled_at < kept.grain + $3::interval and s.sampled_at < $2`,
  `with kept as (
     select projection, version, date_bin($3::interval, sampled_at, 'epoch') as grain, min(sampled_at) as at, max(lag) as lag
       from foldline.projection_samples where sampled_at >= $1 and sampled_at < $2
      group by 1, 2, 3 having count(*) > 1),
   told as (
     update foldline.projection_samples s set lag = kept.lag from kept
      where s.projection = kept.projection and s.version = kept.version and s.sampled_at = kept.at)
   delete from foldline.projection_samples s using kept
    where s.projection = kept.projection and s.version = kept.version
      and s.sampled_at > kept.at and s.sampled_at < kept.grain + $3::interval and s.sampled_at < $2`,
  `with kept as (
     select projection, version, worker_id, date_bin($3::interval, sampled_at, 'epoch') as grain, min(sampled_at) as at,
            sum(batches) as batches, sum(events) as events, max(longest_ms) as longest_ms,
            sum(median_ms::float8 * batches) / sum(batches) as median_ms
       from foldline.batch_samples where sampled_at >= $1 and sampled_at < $2
      group by 1, 2, 3, 4 having count(*) > 1),
   told as (
     update foldline.batch_samples s
        set batches = kept.batches, events = kept.events, longest_ms = kept.longest_ms, median_ms = kept.median_ms
       from kept
      where s.projection = kept.projection and s.version = kept.version and s.worker_id = kept.worker_id
        and s.sampled_at = kept.at)
   delete from foldline.batch_samples s using kept
    where s.projection = kept.projection and s.version = kept.version and s.worker_id = kept.worker_id
      and s.sampled_at > kept.at and s.sampled_at < kept.grain + $3::interval and s.sampled_at < $2`,
];

/** Keeps one sample of each grain of the window; doing it again, or twice at once, changes nothing more. */
export async function thinSamples(db: Queryable, { from, to, grain }: SampleWindow): Promise<void> {
  for (const statement of THIN) await db.query(statement, [from, to, grain]);
}

/** What has come of age since a worker last looked, a minute ago or a few. */
export function recentWindows(now: Date): SampleWindow[] {
  const minute = floor(now.getTime() - HOUR_MS, MINUTE_MS);
  const tenMinutes = floor(now.getTime() - DAY_MS, 10 * MINUTE_MS);
  return [
    { from: new Date(minute - 10 * MINUTE_MS), to: new Date(minute), grain: "1 minute" },
    { from: new Date(tenMinutes - HOUR_MS), to: new Date(tenMinutes), grain: "10 minutes" },
  ];
}

/** All that is old enough, in stretches of a day: for a worker that starts after none has run for a while. */
export function allWindows(now: Date): SampleWindow[] {
  const minute = floor(now.getTime() - HOUR_MS, MINUTE_MS);
  const tenMinutes = floor(now.getTime() - DAY_MS, 10 * MINUTE_MS);
  return [
    ...stretches(tenMinutes, minute, "1 minute"),
    ...stretches(floor(now.getTime() - KEEP_MS, DAY_MS), tenMinutes, "10 minutes"),
  ];
}

function stretches(from: number, to: number, grain: SampleWindow["grain"]): SampleWindow[] {
  const windows: SampleWindow[] = [];
  for (let begin = from; begin < to; begin += DAY_MS) {
    windows.push({ from: new Date(begin), to: new Date(Math.min(to, begin + DAY_MS)), grain });
  }
  return windows;
}

function floor(at: number, step: number): number {
  return Math.floor(at / step) * step;
}

const FORGET = ["store_samples", "projection_samples", "batch_samples"].map(
  (table) => `
  delete from foldline.${table} where ctid = any (array(
    select ctid from foldline.${table} where sampled_at < $1 limit 20000))`,
);

/** Forgets samples that are older than 90 days, so many at a time. */
export async function forgetOldSamples(db: Queryable, now: Date): Promise<void> {
  for (const statement of FORGET) await db.query(statement, [new Date(now.getTime() - KEEP_MS)]);
}
