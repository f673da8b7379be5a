import "server-only";
import type { AppendRate, OverviewRange } from "@/lib/api/overview";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";

const MINUTE = 60_000;
const RANGES: Record<OverviewRange, { readonly lengthMs: number; readonly bucketMs: number }> = {
  "1h": { lengthMs: 60 * MINUTE, bucketMs: 20_000 },
  "6h": { lengthMs: 360 * MINUTE, bucketMs: 2 * MINUTE },
  "24h": { lengthMs: 1440 * MINUTE, bucketMs: 5 * MINUTE },
};

// A sample every five seconds: three in a row that are missing are a gap, not a quiet time.
const SLOPES = `
select date_bin(make_interval(secs => $2::float8 / 1000), sampled_at, 'epoch') as at,
       sum(watermark - before)::float8 as appended, sum(extract(epoch from sampled_at - sampled_before))::float8 as seconds,
       max((watermark - before) / extract(epoch from sampled_at - sampled_before))::float8 as peak
  from (select sampled_at, watermark,
               lag(watermark) over (order by sampled_at) as before,
               lag(sampled_at) over (order by sampled_at) as sampled_before
          from foldline.store_samples where sampled_at >= $1) samples
 where sampled_before > sampled_at - interval '16 seconds'
 group by 1 order by 1`;

const MARKS = `
select finished_at as at, projection || ' v' || version || ' promoted' as label
  from foldline.rebuilds where status = 'promoted' and finished_at >= $1
union all
select activated_at, 'Upcaster activated' from foldline.upcasters where activated_at >= $1
union all
select retired_at, 'Upcaster retired' from foldline.upcasters where retired_at >= $1
 order by at desc limit 6`;

const RATE_NOW = `
select ((max(watermark) - min(watermark)) / nullif(extract(epoch from max(sampled_at) - min(sampled_at)), 0))::float8 as rate
  from foldline.store_samples where sampled_at > now() - interval '1 minute'`;

interface Slope {
  readonly at: Date;
  readonly appended: number;
  readonly seconds: number;
  readonly peak: number;
}

/** Appends a second over the range, from the samples of the watermark; where nobody sampled there is a gap. */
export async function appendRate(range: OverviewRange, now: Date): Promise<AppendRate> {
  await authorize("viewer");
  const { lengthMs, bucketMs } = RANGES[range];
  const from = now.getTime() - lengthMs;
  const since = new Date(from);
  const [slopes, marks, latest] = await Promise.all([
    pool.query<Slope>(SLOPES, [since, bucketMs]),
    pool.query<{ at: Date; label: string }>(MARKS, [since]),
    pool.query<{ rate: number | null }>(RATE_NOW),
  ]);
  const rates = new Map(slopes.rows.map((slope) => [slope.at.getTime(), slope.appended / slope.seconds]));
  const points: { at: number; value: number | null }[] = [];
  for (let at = Math.floor(from / bucketMs) * bucketMs; at <= now.getTime(); at += bucketMs) {
    points.push({ at, value: rates.get(at) ?? null });
  }
  return {
    from,
    to: now.getTime(),
    points,
    marks: marks.rows.map(({ at, label }) => ({ at: at.getTime(), label })),
    now: latest.rows[0]?.rate ?? null,
    peak: slopes.rows.length === 0 ? null : Math.max(...slopes.rows.map((slope) => slope.peak)),
    total: slopes.rows.reduce((sum, slope) => sum + slope.appended, 0),
  };
}
