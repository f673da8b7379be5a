import "server-only";
import type { Queryable } from "@/lib/engine";

const PARKED = `
select projection, version, count(*)::int as streams, sum(waiting)::float8 as waiting
  from foldline.dead_letters where status = 'parked' group by projection, version`;

export interface ParkedCount {
  readonly streams: number;
  readonly waiting: number;
}

/** How many streams are parked in each read-model version, by `name version`. */
export async function parkedCounts(db: Queryable): Promise<ReadonlyMap<string, ParkedCount>> {
  const { rows } = await db.query<ParkedCount & { readonly projection: string; readonly version: number }>(PARKED);
  return new Map(rows.map(({ projection, version, ...count }) => [`${projection} ${version}`, count]));
}
