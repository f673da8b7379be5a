import "server-only";
import type { AppendRate, OverviewRange } from "@/lib/api/overview";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { chartMarks } from "../event-types/chart-marks";

const MINUTE = 60_000;
const RANGES: Record<OverviewRange, { readonly lengthMs: number; readonly bucketMs: number }> = {
  "1h": { lengthMs: 60 * MINUTE, bucketMs: 20_000 },
  "6h": { lengthMs: 360 * MINUTE, bucketMs: 2 * MINUTE },
  "24h": { lengthMs: 1440 * MINUTE, bucketMs: 5 * MINUTE },
  "7d": { lengthMs: 7 * 1440 * MINUTE, bucketMs: 60 * MINUTE },
};

// A sample every five seconds, of older times every minute or every ten: some in a row that are missing are a gap, not a
// quiet time.
const SLOPES = `
select date_bin(make_interval(secs => $2::float8 / 1000), sampled_at, 'epoch') as at,
       sum(watermark - before)::float8 as appended, sum(extract(epoch from sampled_at - sampled_before))::float8 as seconds,
       max((watermark - before) / extract(epoch from sampled_at - sampled_before))::float8 as peak
  from (select sampled_at, watermark,
               lag(watermark) over (order by sampled_at) as before,
               lag(sampled_at) over (order by sampled_at) as sampled_before
          from foldline.store_samples where sampled_at >= $1) samples
 where sampled_before > sampled_at - case when sampled_at > $3::timestamptz - interval '55 minutes' then interval '16 seconds'
                                          when sampled_at > $3::timestamptz - interval '23 hours' then interval '150 seconds'
                                          else interval '25 minutes' end
 group by 1 order by 1`;

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
    pool.query<Slope>(SLOPES, [since, bucketMs, now]),
    chartMarks(pool, since, null),
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
    marks,
    now: latest.rows[0]?.rate ?? null,
    peak: slopes.rows.length === 0 ? null : Math.max(...slopes.rows.map((slope) => slope.peak)),
    total: slopes.rows.reduce((sum, slope) => sum + slope.appended, 0),
  };
}
