import type { Queryable } from "../../events";
import { checksumInSql } from "./snapshots";

/** The snapshots of a category that one reducer, with the same upcasters, has made. */
export interface SnapshotGroup {
  readonly category: string;
  readonly reducer: string;
  readonly reducerVersion: number;
  readonly hash: string;
  readonly snapshots: number;
  readonly streams: number;
  readonly bytes: number;
  readonly newestAt: Date;
}

const GROUPS = `
select split_part(stream_id, '-', 1) as category, reducer, reducer_version as "reducerVersion", reducer_hash as hash,
       count(*)::float8 as snapshots, count(distinct stream_id)::float8 as streams, sum(bytes)::float8 as bytes,
       max(created_at) as "newestAt"
  from foldline.snapshots
 group by split_part(stream_id, '-', 1), reducer, reducer_version, reducer_hash
 order by category, reducer, max(created_at) desc`;

/** Every snapshot there is, by category and by what it was made with. */
export async function snapshotGroups(db: Queryable): Promise<SnapshotGroup[]> {
  return (await db.query<SnapshotGroup>(GROUPS)).rows;
}

/** What checking the newest snapshots came to. */
export interface CheckedSnapshots {
  readonly checked: number;
  readonly damaged: number;
  /** The first hundred. */
  readonly places: readonly { readonly streamId: string; readonly version: number }[];
}

const CHECK = `
with newest as (
  select stream_id, reducer_hash, version,
         sum(bytes) over (order by created_at desc, stream_id, reducer_hash, version) - bytes as bytes_before
    from foldline.snapshots),
checked as (
  select s.stream_id, s.version, ${checksumInSql("s.state")} <> s.checksum as damaged
    from newest n join foldline.snapshots s using (stream_id, reducer_hash, version) where n.bytes_before < $1)
select count(*)::float8 as checked, count(*) filter (where damaged)::float8 as damaged,
       coalesce(json_agg(json_build_object('streamId', stream_id, 'version', version)) filter (where damaged and of <= 100),
                '[]') as places
  from (select *, sum(damaged::int) over (order by stream_id, version) as of from checked) c`;

/** Computes the checksums of the newest snapshots again, up to so many bytes. */
export async function checkSnapshots(db: Queryable, mostBytes: number): Promise<CheckedSnapshots> {
  const { rows } = await db.query<CheckedSnapshots>(CHECK, [mostBytes]);
  return rows[0] ?? { checked: 0, damaged: 0, places: [] };
}
