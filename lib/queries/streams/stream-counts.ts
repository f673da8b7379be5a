import "server-only";
import type { StreamCounts, StreamFilter } from "@/lib/api/streams";
import { pool } from "@/lib/db/pool";
import { MATCHES, matchValues } from "./stream-match";

/** Counting stops here: about a tenth of a second of work. */
const MAX_COUNTED = 200_000;

/** Ranges of versions that the streams page offers; `to` null: no end. */
export const VERSION_RANGES = [
  { from: 1, to: 5 },
  { from: 6, to: 20 },
  { from: 21, to: 100 },
  { from: 101, to: null },
] as const;

const COUNT = `
  select s.category, width_bucket(s.version, array[6, 21, 101]::bigint[]) as range, count(*)::int as count,
    count(*) filter (where s.version >= coalesce($6, 1) and s.version <= coalesce($7, s.version))::int as in_versions
  from (select s.category, s.version from foldline.streams s where ${MATCHES} limit ${MAX_COUNTED + 1}) s
  group by 1, 2`;

interface Row {
  category: string;
  range: number;
  count: number;
  in_versions: number;
}

/** More categories than this are not listed: ids without a `-` make one each. */
const MAX_CATEGORIES = 100;

/**
 * How many streams a filter matches. The categories are counted without the choice of a category, the versions
 * without the choice of a version, so that each says what choosing it would give.
 */
export async function countStreams(filter: StreamFilter): Promise<StreamCounts> {
  const { category, minVersion = null, maxVersion = null } = filter;
  const { rows } = await pool.query<Row>(COUNT, [...matchValues(withoutChoices(filter)), minVersion, maxVersion]);
  const inCategory = rows.filter((row) => category === undefined || row.category === category);
  return {
    total: sum(inCategory.map((row) => row.in_versions)),
    capped: sum(rows.map((row) => row.count)) > MAX_COUNTED,
    all: sum(rows.map((row) => row.in_versions)),
    categories: countCategories(rows),
    versions: VERSION_RANGES.map((range, index) => ({
      ...range,
      count: sum(inCategory.filter((row) => row.range === index).map((row) => row.count)),
    })),
  };
}

function withoutChoices({ category, minVersion: _min, maxVersion: _max, ...filter }: StreamFilter): StreamFilter {
  return { ...filter, system: filter.system || (category?.startsWith("$") ?? false) };
}

function countCategories(rows: readonly Row[]): StreamCounts["categories"] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.category, (counts.get(row.category) ?? 0) + row.in_versions);
  return [...counts]
    .map(([category, count]) => ({ category, count }))
    .sort((one, other) => other.count - one.count || (one.category < other.category ? -1 : 1))
    .slice(0, MAX_CATEGORIES);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
