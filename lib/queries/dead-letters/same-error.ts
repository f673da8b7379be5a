import "server-only";
import type { DeadLetterDetail } from "@/lib/api/dead-letters";
import type { Queryable } from "@/lib/engine";
import { DEAD_LETTERS } from "./dead-letter-match";

interface Row {
  readonly others: number;
  readonly first: Date | null;
  readonly last: Date | null;
  readonly label: string | null;
  readonly deployed_at: Date | null;
}

// A deployment is named when it came less than a day before the first failure.
const SAME = `
with same as (
  select count(*) filter (where d.id <> $3)::int as others, min(d.failed_at) as first, max(d.failed_at) as last
    from ${DEAD_LETTERS} where d.projection = $1 and d.error_group = $2
)
select same.*, deployment.label, deployment.deployed_at
  from same left join lateral (
    select label, deployed_at from foldline.deployments
     where deployed_at <= same.first and deployed_at > same.first - interval '1 day'
     order by deployed_at desc limit 1
  ) deployment on true`;

/** How many other streams of the projection failed in the same way, since when, and what was deployed before. */
export async function sameError(
  db: Queryable,
  of: { readonly id: string; readonly projection: string; readonly errorGroup: string; readonly failedAt: string },
): Promise<DeadLetterDetail["sameError"]> {
  const { rows } = await db.query<Row>(SAME, [of.projection, of.errorGroup, of.id]);
  const [found] = rows;
  const { label = null, deployed_at = null } = found ?? {};
  return {
    others: found?.others ?? 0,
    firstFailedAt: found?.first?.toISOString() ?? of.failedAt,
    lastFailedAt: found?.last?.toISOString() ?? of.failedAt,
    deployment: label === null || deployed_at === null ? null : { label, deployedAt: deployed_at.toISOString() },
  };
}
