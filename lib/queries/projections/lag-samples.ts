import "server-only";
import type { LagTrend } from "@/lib/api/projection-watch";
import type { LagSample } from "@/lib/api/projections";
import type { Queryable } from "@/lib/engine";
import { type LagMeasured, lagTrend } from "./lag-trend";
import { rowsBy } from "./rows-by";

const LAST_HOUR = `
select projection, version, date_bin('1 minute', sampled_at, 'epoch') as at, max(lag)::float8 as lag
  from foldline.projection_samples
 where sampled_at > now() - interval '1 hour'
 group by 1, 2, 3 order by 3`;

const LAST_MINUTES = `
select projection, version, sampled_at as at, lag::float8 as lag
  from foldline.projection_samples where sampled_at > now() - interval '3 minutes' order by sampled_at`;

type Row = LagMeasured & { readonly projection: string; readonly version: number };
const byVersion = (rows: readonly Row[]) => rowsBy(rows, ({ projection, version }) => `${projection} ${version}`);

/** How far each read-model version was behind in the last hour, by the minute, and where that goes; by `name version`. */
export async function lagSamples(
  db: Queryable,
): Promise<{ lastHour: ReadonlyMap<string, LagSample[]>; trends: ReadonlyMap<string, LagTrend | null> }> {
  const [hour, minutes] = await Promise.all([db.query<Row>(LAST_HOUR), db.query<Row>(LAST_MINUTES)]);
  const lastHour = [...byVersion(hour.rows)].map(
    ([key, rows]) => [key, rows.map(({ at, lag }) => ({ at: at.toISOString(), behind: lag }))] as const,
  );
  const trends = [...byVersion(minutes.rows)].map(([key, rows]) => [key, lagTrend(rows)] as const);
  return { lastHour: new Map(lastHour), trends: new Map(trends) };
}
