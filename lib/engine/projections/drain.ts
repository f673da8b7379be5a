import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import type { BatchRequest, HeldPartition } from "./batch";
import type { Projection } from "./projection";
import { writeOrPark } from "./write-or-park";

const DRAIN_LIMIT = 2_000;
const MAX_DRAINED_EVENTS = 20_000;

/** Whoever held a lease on these read-model versions can no longer commit with it. */
export async function fencePartitions(
  client: pg.PoolClient,
  projection: string,
  versions: readonly number[],
): Promise<void> {
  await client.query(
    `with fenced as (
       select version, partition from foldline.partitions
        where projection = $1 and version = any ($2) order by version, partition for update)
     update foldline.partitions p
        set lease_epoch = lease_epoch + 1, lease_owner = null, lease_until = null
       from fenced f where p.projection = $1 and p.version = f.version and p.partition = f.partition`,
    [projection, versions],
  );
}

export interface DrainRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  readonly version: number;
  readonly tableName: string;
  readonly upTo: bigint;
}

interface PartitionRow {
  readonly partition: number;
  readonly slice_from: number;
  readonly slice_to: number;
  readonly lease_epoch: string;
  readonly checkpoint: string;
}

/** Brings every partition, fenced before, to `upTo`; false when that is more than one transaction should do. */
export async function drainPartitions(client: pg.PoolClient, request: DrainRequest): Promise<boolean> {
  const { projection, version, upTo } = request;
  const { rows } = await client.query<PartitionRow>(
    `select partition, slice_from, slice_to, lease_epoch, checkpoint from foldline.partitions
      where projection = $1 and version = $2 order by partition`,
    [projection.name, version],
  );
  let drained = 0;
  for (const [checkpoint, partitions] of byCheckpoint(rows)) {
    for (let after = checkpoint; after < upTo; ) {
      const batch: BatchRequest = { ...request, partitions, after, limit: DRAIN_LIMIT };
      const result = await writeOrPark(client, batch);
      after = result.checkpoint;
      drained += result.events;
      if (drained > MAX_DRAINED_EVENTS) return false;
    }
  }
  return true;
}

function byCheckpoint(rows: readonly PartitionRow[]): Map<bigint, HeldPartition[]> {
  const groups = new Map<bigint, HeldPartition[]>();
  for (const row of rows) {
    const checkpoint = BigInt(row.checkpoint);
    const held: HeldPartition = {
      partition: row.partition,
      slices: { from: row.slice_from, to: row.slice_to },
      epoch: Number(row.lease_epoch),
    };
    groups.set(checkpoint, [...(groups.get(checkpoint) ?? []), held]);
  }
  return groups;
}
