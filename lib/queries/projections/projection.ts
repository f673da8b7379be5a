import "server-only";
import type { ProjectionDetail, ProjectionPartition, ReadModelVersion } from "@/lib/api/projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { rebuildSummaries } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { toRebuild } from "../rebuilds/rebuild";
import { retiredVersion } from "../rebuilds/retired-version";
import { parsePartitionError } from "./projection-rows";
import { summariseProjections } from "./projection-summary";

interface PartitionRow {
  partition: number;
  slice_from: number;
  slice_to: number;
  checkpoint: string;
  events_applied: string;
  applied_at: Date | null;
  worker: string | null;
  lease_until: Date | null;
  lease_epoch: string;
  attempts: number;
  retry_at: Date | null;
  error: unknown;
}

const PARTITIONS = `
select t.partition, t.slice_from, t.slice_to, t.checkpoint, t.events_applied, t.applied_at, w.name as worker,
       t.lease_until, t.lease_epoch, t.attempts, t.retry_at, t.error
  from foldline.partitions t
  left join foldline.workers w on w.worker_id = t.lease_owner and t.lease_until > now()
 where t.projection = $1 and t.version = $2
 order by t.partition`;

const VERSIONS = `
select version, state, table_name, definition_version, definition_hash, upcaster_hash, created_at, promoted_at, retired_at
  from foldline.read_models where projection = $1 order by version desc limit 50`;

/** One projection with its definition, partitions and read-model versions. */
export async function readProjection(name: string): Promise<ProjectionDetail> {
  await authorize("viewer");
  const { projections, watermark } = await summariseProjections(pool, name);
  const [found] = projections;
  if (found === undefined) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
  const { row, summary, upcasterHash } = found;
  const [partitions, versions, retired, active] = await Promise.all([
    pool.query<PartitionRow>(PARTITIONS, [name, row.version]),
    pool.query<Parameters<typeof toVersion>[0]>(VERSIONS, [name]),
    retiredVersion(pool, name, watermark),
    rebuildSummaries(pool, row.rebuild === null ? [] : [row.rebuild.id]),
  ]);
  return {
    ...summary,
    types: row.definition.types,
    kind: row.definition.kind,
    reads: row.definition.reads,
    keyColumn: row.definition.keyColumn,
    source: row.definition.source,
    keyedBy: row.definition.keyedBy,
    columns: row.definition.columns,
    indexes: row.definition.indexes,
    view: `read_models.${row.definition.view}`,
    definitionHash: row.definitionHash,
    upcasterHash,
    registeredAt: row.registeredAt.toISOString(),
    paused: row.paused === null ? null : { ...row.paused, at: row.paused.at.toISOString() },
    // The checkpoints of an inline read model say where appends took it over; it is never behind them.
    partitionList: partitions.rows.map((partition) =>
      toPartition(partition, row.inlineSince === null ? watermark : 0n),
    ),
    versions: versions.rows.map(toVersion),
    retired,
    activeRebuild: active[0] === undefined ? null : toRebuild(active[0]),
    at: new Date().toISOString(),
  };
}

function toPartition(row: PartitionRow, watermark: bigint): ProjectionPartition {
  const checkpoint = BigInt(row.checkpoint);
  return {
    partition: row.partition,
    slices: { from: row.slice_from, to: row.slice_to },
    checkpoint: row.checkpoint,
    behind: Number(watermark > checkpoint ? watermark - checkpoint : 0n),
    eventsApplied: Number(row.events_applied),
    appliedAt: row.applied_at?.toISOString() ?? null,
    worker: row.worker,
    leaseUntil: row.lease_until?.toISOString() ?? null,
    leaseEpoch: Number(row.lease_epoch),
    attempts: row.attempts,
    retryAt: row.retry_at?.toISOString() ?? null,
    error: row.error === null ? null : toError(row.error),
  };
}

function toError(stored: unknown): NonNullable<ProjectionPartition["error"]> {
  const { message, stack, streamId, streamVersion, position, type } = parsePartitionError(stored);
  return { message, stack, streamId, streamVersion, position, type };
}

function toVersion(row: {
  version: number;
  state: string;
  table_name: string | null;
  definition_version: number;
  definition_hash: string;
  upcaster_hash: string;
  created_at: Date;
  promoted_at: Date | null;
  retired_at: Date | null;
}): ReadModelVersion {
  return {
    version: row.version,
    state: row.state,
    tableName: row.table_name,
    definitionVersion: row.definition_version,
    definitionHash: row.definition_hash,
    upcasterHash: row.upcaster_hash,
    createdAt: row.created_at.toISOString(),
    promotedAt: row.promoted_at?.toISOString() ?? null,
    retiredAt: row.retired_at?.toISOString() ?? null,
  };
}
