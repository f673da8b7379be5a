import "server-only";
import type { StoppedPartition } from "@/lib/api/dead-letters";
import type { Queryable } from "@/lib/engine";
import { parsePartitionError } from "./projection-rows";

interface Row {
  readonly projection: string;
  readonly version: number;
  readonly partition: number;
  readonly error: unknown;
  readonly attempts: number;
  readonly retry_at: Date | null;
  readonly behind: string;
}

const STOPPED = `
select p.projection, p.version, p.partition, p.error, p.attempts, p.retry_at,
       greatest($1::bigint - p.checkpoint, 0) as behind
  from foldline.partitions p join foldline.read_models m using (projection, version)
  join foldline.projections definition on definition.name = p.projection
 where p.error is not null and m.state not in ('retired', 'dropped', 'failed', 'cancelled')
   and (coalesce(definition.definition #>> '{onError,policy}', 'park') = 'stop'
        or p.attempts >= coalesce((definition.definition #>> '{onError,attempts}')::int, 3))
 order by p.projection, p.version, p.partition`;

/** Partitions that stand in front of an event which they cannot apply and must not pass. */
export async function stoppedPartitions(db: Queryable, watermark: bigint): Promise<StoppedPartition[]> {
  const { rows } = await db.query<Row>(STOPPED, [watermark.toString()]);
  return rows.map(({ error, retry_at, behind, ...row }) => {
    const { message, streamId, streamVersion, type, since } = parsePartitionError(error);
    return {
      ...row,
      message,
      streamId,
      streamVersion,
      type,
      since: since === null ? null : new Date(since).toISOString(),
      retryAt: retry_at?.toISOString() ?? null,
      behind: Number(behind),
    };
  });
}
