import "server-only";
import type { Queryable } from "@/lib/engine";
import { rowsBy } from "../projections/rows-by";
import type { IgnoredRecommendation } from "./recommendation";

const IGNORED = `
select projection, built_with as "builtWith", ignored_by as "by", ignored_at as "at", reason
  from foldline.ignored_recommendations`;

/** The recommendations that were decided against, by projection. */
export async function ignoredRecommendations(
  db: Queryable,
): Promise<ReadonlyMap<string, readonly IgnoredRecommendation[]>> {
  const { rows } = await db.query<IgnoredRecommendation & { readonly projection: string }>(IGNORED);
  return rowsBy(rows, ({ projection }) => projection);
}
