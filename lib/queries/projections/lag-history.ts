import "server-only";
import type { LagHistory, LagRange } from "@/lib/api/projection-watch";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { chartMarks } from "../event-types/chart-marks";

const MINUTE_MS = 60_000;
// No finer than samples of that age are kept.
const RANGES: Record<LagRange, { readonly lengthMs: number; readonly grainMs: number }> = {
  "1h": { lengthMs: 60 * MINUTE_MS, grainMs: 20_000 },
  "24h": { lengthMs: 1_440 * MINUTE_MS, grainMs: 5 * MINUTE_MS },
  "7d": { lengthMs: 7 * 1_440 * MINUTE_MS, grainMs: 60 * MINUTE_MS },
  "90d": { lengthMs: 90 * 1_440 * MINUTE_MS, grainMs: 720 * MINUTE_MS },
};

// The version consumers see; before the first one, the newest.
const VERSION = `
select coalesce(p.serving_version, max(m.version)) as version
  from foldline.projections p left join foldline.read_models m on m.projection = p.name
 where p.name = $1 group by p.name`;

const GRAIN = "date_bin(make_interval(secs => $3::float8 / 1000), sampled_at, 'epoch')";

const LAG = `
select ${GRAIN} as at, max(lag)::float8 as behind
  from foldline.projection_samples
 where projection = $1 and version = $2 and sampled_at >= $4 group by 1 order by 1`;

// Median of medians, each as often as it stands for a batch: thinning keeps it as it is.
const BATCHES = `
select ${GRAIN} as at, sum(batches)::int as batches, sum(events)::float8 as events, max(longest_ms)::float8 as "longestMs",
       (sum(median_ms::float8 * batches) / sum(batches))::float8 as "typicalMs"
  from foldline.batch_samples
 where projection = $1 and version = $2 and sampled_at >= $4 group by 1 order by 1`;

/** How far a projection was behind over a time, how long its batches took, and what happened meanwhile. */
export async function lagHistory(name: string, range: LagRange): Promise<LagHistory> {
  await authorize("viewer");
  const now = Date.now();
  const { lengthMs, grainMs } = RANGES[range];
  const since = new Date(now - lengthMs);
  const found = (await pool.query<{ version: number | null }>(VERSION, [name])).rows[0];
  if (found === undefined) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
  const values = [name, found.version, grainMs, since];
  const [lag, batches, marks] = await Promise.all([
    pool.query<{ at: Date; behind: number }>(LAG, values),
    pool.query<Omit<LagHistory["batches"][number], "at"> & { at: Date }>(BATCHES, values),
    chartMarks(pool, since, name),
  ]);
  return {
    range,
    from: since.getTime(),
    to: now,
    grainMs,
    lag: lag.rows.map(({ at, behind }) => ({ at: at.getTime(), behind })),
    batches: batches.rows.map((row) => ({ ...row, at: row.at.getTime() })),
    marks,
  };
}
