import type { Queryable } from "../../events";

/** Which snapshots to drop; what is left out narrows nothing. */
export interface SnapshotsToDrop {
  readonly streamId?: string | undefined;
  readonly version?: number | undefined;
  readonly category?: string | undefined;
  /** The name of a reducer. */
  readonly reducer?: string | undefined;
  readonly hash?: string | undefined;
  /** Not those of these hashes, which are in use. */
  readonly except?: readonly string[] | undefined;
}

export interface DroppedSnapshots {
  readonly snapshots: number;
  readonly bytes: number;
}

const DROP = `
with dropped as (
  delete from foldline.snapshots
   where ($1::text is null or stream_id = $1) and ($2::bigint is null or version = $2)
     and ($3::text is null or split_part(stream_id, '-', 1) = $3) and ($4::text is null or reducer = $4)
     and ($5::text is null or reducer_hash = $5) and ($6::text[] is null or reducer_hash <> all ($6))
  returning bytes)
select count(*)::float8 as snapshots, coalesce(sum(bytes), 0)::float8 as bytes from dropped`;

/** Drops snapshots: folds that would have begun at them begin earlier, and no state is another. */
export async function dropSnapshots(db: Queryable, which: SnapshotsToDrop): Promise<DroppedSnapshots> {
  const { streamId = null, version = null, category = null, reducer = null, hash = null, except = null } = which;
  const { rows } = await db.query<DroppedSnapshots>(DROP, [streamId, version, category, reducer, hash, except]);
  return rows[0] ?? { snapshots: 0, bytes: 0 };
}
