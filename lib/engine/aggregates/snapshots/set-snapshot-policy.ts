import type { Queryable } from "../../events";

/** How often snapshots of a category's streams are kept. */
export interface SnapshotPolicy {
  readonly category: string;
  /** After so many events; `null`: never; `as-written`: as its reducers say. */
  readonly every: number | null | "as-written";
  readonly setBy: string;
}

const SET = `
insert into foldline.snapshot_policies (category, every, set_by) values ($1, $2, $3)
on conflict (category) do update set every = excluded.every, set_by = excluded.set_by, set_at = clock_timestamp()`;

const UNSET = "delete from foldline.snapshot_policies where category = $1";

/** Decides how often snapshots of a category are kept; those that are there stay. */
export async function setSnapshotPolicy(db: Queryable, { category, every, setBy }: SnapshotPolicy): Promise<void> {
  if (every === "as-written") await db.query(UNSET, [category]);
  else await db.query(SET, [category, every, setBy]);
}
