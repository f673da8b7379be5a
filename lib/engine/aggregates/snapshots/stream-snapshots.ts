import type { Queryable } from "../../events";
import { checksumInSql } from "./snapshots";

/** One snapshot of a stream. */
export interface StreamSnapshot {
  readonly version: number;
  readonly reducer: string;
  readonly reducerVersion: number;
  readonly hash: string;
  readonly bytes: number;
  readonly createdAt: Date;
  /** Its state is no longer the one that was saved: it is not used. */
  readonly damaged: boolean;
}

const OF_STREAM = `
select version::float8 as version, reducer, reducer_version as "reducerVersion", reducer_hash as hash, bytes,
       created_at as "createdAt", ${checksumInSql("state")} <> checksum as damaged
  from foldline.snapshots where stream_id = $1
 order by version desc, reducer, created_at desc limit $2`;

/** The snapshots of a stream, the newest version first. */
export async function streamSnapshots(db: Queryable, streamId: string, limit: number): Promise<StreamSnapshot[]> {
  return (await db.query<StreamSnapshot>(OF_STREAM, [streamId, limit])).rows;
}
