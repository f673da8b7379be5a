import "server-only";
import type { RebuildDifference } from "@/lib/api/rebuild-verification";
import { pool } from "@/lib/db/pool";
import { type ColumnOrigin, LiveFoldTooLargeError, lastSetBy, ProjectionFailedError } from "@/lib/engine";
import { chain, definitionOf } from "@/lib/store";

type Unexplained = Omit<RebuildDifference, "setBy">;
type Origin = NonNullable<ColumnOrigin["event"]>;

// A key that several streams share needs every event of the projection's types folded; the rest of the page goes without.
const BUDGET_MS = 1_500;

/** For each row that differs, the event that last set one of the columns in which it does. */
export async function withOrigins(
  rebuild: { readonly projection: string; readonly version: number; readonly position: string | null },
  differences: readonly Unexplained[],
): Promise<RebuildDifference[]> {
  const projection = await definitionOf(rebuild.projection, rebuild.version);
  const unexplained = differences.map((difference) => ({ ...difference, setBy: null }));
  if (projection?.kind !== "fold" || rebuild.position === null) return unexplained;
  const request = { projection, chain: await chain(), upTo: BigInt(rebuild.position) };
  const until = Date.now() + BUDGET_MS;
  const explained: RebuildDifference[] = [];
  for (const difference of unexplained) {
    if (Date.now() > until) return [...explained, ...unexplained.slice(explained.length)];
    const columns = await originsOf(() => lastSetBy(pool, { ...request, key: difference.key }));
    const names = difference.columns.map(({ name }) => name);
    const events = columns.flatMap(({ name, event }) => (event !== null && names.includes(name) ? [event] : []));
    const last = events.toSorted((a, b) => (a.position < b.position ? -1 : 1)).at(-1);
    explained.push({ ...difference, setBy: last === undefined ? null : toSetBy(last) });
  }
  return explained;
}

/** None where too many events would have to be read, or one of them cannot be folded. */
async function originsOf(fold: () => ReturnType<typeof lastSetBy>): Promise<readonly ColumnOrigin[]> {
  try {
    return (await fold()).columns;
  } catch (error) {
    if (error instanceof LiveFoldTooLargeError || error instanceof ProjectionFailedError) return [];
    throw error;
  }
}

function toSetBy({ streamId, version, type }: Origin): RebuildDifference["setBy"] {
  return { streamId, version, type };
}
