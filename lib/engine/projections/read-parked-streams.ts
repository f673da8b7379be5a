import type { Queryable } from "../events";
import type { HeldPartition } from "./batch";
import { type ParkedStreams, parkedStreams } from "./parked-streams";
import type { Projection } from "./projection";

const READ = `
select partition, stream_id, position, status from foldline.dead_letters
 where projection = $1 and version = $2 and partition = any ($3::smallint[]) and status = 'parked'
union all
select partition, stream_id, position, status from foldline.dead_letters
 where projection = $1 and version = $2 and partition = any ($3::smallint[]) and status = 'skipped'
   and position > $4 and position <= $5`;

interface Row {
  readonly partition: number;
  readonly stream_id: string;
  readonly position: string;
  readonly status: "parked" | "skipped";
}

/** What partitions leave out of the events between two positions; ask while holding their rows. */
export async function readParkedStreams(
  db: Queryable,
  request: {
    readonly projection: Pick<Projection, "name">;
    readonly version: number;
    readonly partitions: readonly Pick<HeldPartition, "partition">[];
    readonly after: bigint;
    readonly upTo: bigint;
  },
): Promise<ParkedStreams> {
  const { rows } = await db.query<Row>(READ, [
    request.projection.name,
    request.version,
    request.partitions.map(({ partition }) => partition),
    request.after.toString(),
    request.upTo.toString(),
  ]);
  const parked = parkedStreams();
  for (const { partition, stream_id: streamId, position, status } of rows) {
    if (status === "parked") parked.park(partition, streamId, BigInt(position));
    else parked.skip(partition, streamId, BigInt(position));
  }
  return parked;
}
