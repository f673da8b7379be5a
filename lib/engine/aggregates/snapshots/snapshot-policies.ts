import type { Queryable } from "../../events";

/** What an operator decided for a category. */
export interface DecidedPolicy {
  readonly category: string;
  /** After so many events; `null`: never. */
  readonly every: number | null;
  readonly setBy: string;
  readonly setAt: Date;
}

const POLICIES = `
select category, every, set_by as "setBy", set_at as "setAt" from foldline.snapshot_policies order by category`;

/** How often snapshots are kept where an operator decided it. */
export async function snapshotPolicies(db: Queryable): Promise<DecidedPolicy[]> {
  return (await db.query<DecidedPolicy>(POLICIES)).rows;
}
