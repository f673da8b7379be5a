import "server-only";
import type { SnapshotOverview, SnapshotPolicy } from "@/lib/api/snapshots";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { checkSnapshots, snapshotGroups, snapshotPolicies } from "@/lib/engine";
import { reducersAmong, writtenReducers } from "../reducers/reducers";
import { currentHashes } from "./current-hashes";

// Hashing this much takes the database a third of a second.
const MOST_CHECKED_BYTES = 100_000_000;

const CATEGORIES = `
select category, count(*)::float8 as streams, max(version)::float8 as longest
  from foldline.streams where left(category, 1) <> '$'
 group by category order by max(version) desc, category limit 100`;

interface CategoryRow {
  readonly category: string;
  readonly streams: number;
  readonly longest: number;
}

/** Snapshots by category and reducer, how often they are kept, and which of them are stale or damaged. */
export async function readSnapshotOverview(): Promise<SnapshotOverview> {
  await authorize("viewer");
  const [groups, current, check, policies] = await Promise.all([
    snapshotGroups(pool),
    currentHashes(),
    checkSnapshots(pool, MOST_CHECKED_BYTES),
    readPolicies(),
  ]);
  return {
    policies,
    groups: groups.map(({ newestAt, ...group }) => ({
      ...group,
      newestAt: newestAt.toISOString(),
      stale: !current.has(group.hash),
    })),
    check: { ...check, places: [...check.places] },
  };
}

async function readPolicies(): Promise<SnapshotPolicy[]> {
  const [{ rows }, decided, written] = await Promise.all([
    pool.query<CategoryRow>(CATEGORIES),
    snapshotPolicies(pool),
    writtenReducers(),
  ]);
  const known = new Map(decided.map((policy) => [policy.category, policy]));
  const empty = decided.filter(({ category }) => !rows.some((row) => row.category === category));
  const categories = [...rows, ...empty.map(({ category }) => ({ category, streams: 0, longest: 0 }))];
  return categories.map((row) => {
    const [reducer] = reducersAmong(written, row.category);
    const policy = known.get(row.category);
    return {
      ...row,
      reducer: { name: reducer?.name ?? "", every: reducer?.snapshotEvery ?? null },
      decided: policy === undefined ? null : { every: policy.every, by: policy.setBy, at: policy.setAt.toISOString() },
    };
  });
}
