import "server-only";
import type { Backlog, Queryable } from "@/lib/engine";
import { type ProjectionDefinition, parseDefinition } from "./projection-definition";
import type { Pause, ProjectionFailure } from "./projection-facts";

interface Row {
  name: string;
  definition_version: number;
  definition_hash: string;
  definition: unknown;
  serving_version: number | null;
  paused_at: Date | null;
  paused_by: string | null;
  pause_reason: string | null;
  registered_at: Date;
  version: number | null;
  table_name: string | null;
  inline_since: Date | null;
  retired_at: Date | null;
  built_definition_hash: string | null;
  built_definition_version: number | null;
  built_upcaster_hash: string | null;
  places: { checkpoint: string; slices: { from: number; to: number } }[];
  checkpoint: string | null;
  events_applied: string;
  failing: FailingPartition | null;
  rebuild: {
    id: string;
    version: number;
    status: string;
    phase: string | null;
    read: number;
    total: number | null;
    pausedAt: string | null;
    pausedBy: string | null;
    pauseReason: string | null;
  } | null;
  last_rebuild: { id: string; finishedAt: string; durationMs: number } | null;
  rate: number | null;
}

interface FailingPartition {
  error: unknown;
  attempts: number;
  retryAt: string | null;
}

/** One projection with the read-model version consumers see, or, before the first one, the one being filled. */
export interface ProjectionRow {
  readonly name: string;
  readonly definitionVersion: number;
  readonly definitionHash: string;
  readonly definition: ProjectionDefinition;
  readonly servingVersion: number | null;
  readonly paused: Pause | null;
  /** Taken out of use in the console. */
  readonly retiredAt: Date | null;
  readonly registeredAt: Date;
  readonly version: number | null;
  readonly tableName: string | null;
  /** Since when appends write its rows themselves. */
  readonly inlineSince: Date | null;
  readonly builtDefinitionHash: string | null;
  readonly builtDefinitionVersion: number | null;
  readonly builtUpcasterHash: string | null;
  readonly partitions: number;
  /** Where each of them stands. */
  readonly places: Backlog["partitions"];
  readonly checkpoint: bigint;
  readonly eventsApplied: number;
  readonly failure: ProjectionFailure | null;
  readonly rebuild: ActiveRebuild | null;
  readonly lastRebuild: Row["last_rebuild"];
  readonly eventsPerSecond: number | null;
}

export interface ActiveRebuild {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly phase: string | null;
  readonly read: number;
  readonly total: number | null;
  readonly paused: Pause | null;
}

const PROJECTIONS = `
select p.name, p.definition_version, p.definition_hash, p.definition, p.serving_version, p.paused_at, p.paused_by,
       p.pause_reason, p.registered_at, retired.retired_at, model.version, model.table_name, model.inline_since,
       model.definition_hash as built_definition_hash, model.definition_version as built_definition_version, model.upcaster_hash as built_upcaster_hash,
       coalesce(part.places, '[]') as places, part.checkpoint, coalesce(part.events_applied, 0) as events_applied,
       failing.failing, active.rebuild, past.last_rebuild, recent.rate
  from foldline.projections p
  left join lateral (
    select m.* from foldline.read_models m
     where m.projection = p.name and m.state not in ('failed', 'cancelled', 'retired')
       and (p.serving_version is null or m.version = p.serving_version)
     order by m.version desc limit 1
  ) model on true
  left join lateral (
    select json_agg(json_build_object('checkpoint', t.checkpoint::text, 'slices',
                    json_build_object('from', t.slice_from, 'to', t.slice_to)) order by t.partition) as places,
           min(t.checkpoint) as checkpoint, sum(t.events_applied) as events_applied
      from foldline.partitions t where t.projection = p.name and t.version = model.version
  ) part on true
  left join lateral (
    select jsonb_build_object('error', t.error, 'attempts', t.attempts, 'retryAt', t.retry_at) as failing
      from foldline.partitions t
     where t.projection = p.name and t.version = model.version and t.error is not null
     order by t.checkpoint limit 1
  ) failing on true
  left join lateral (
    select jsonb_build_object('id', r.id, 'version', r.version, 'status', r.status, 'phase', r.phase,
                              'read', r.events_read, 'total', r.events_total, 'pausedAt', r.paused_at,
                              'pausedBy', r.paused_by, 'pauseReason', r.pause_reason) as rebuild
      from foldline.rebuilds r
     where r.projection = p.name and r.status in ('queued', 'running', 'ready')
     order by r.requested_at desc limit 1
  ) active on true
  left join lateral (
    select jsonb_build_object('id', r.id, 'finishedAt', r.finished_at,
                              'durationMs', extract(epoch from r.finished_at - r.started_at) * 1000) as last_rebuild
      from foldline.rebuilds r
     where r.projection = p.name and r.status = 'promoted' and r.finished_at is not null and r.started_at is not null
     order by r.finished_at desc limit 1
  ) past on true
  left join lateral (
    select (max(s.events_applied) - min(s.events_applied))
           / nullif(extract(epoch from max(s.sampled_at) - min(s.sampled_at)), 0)::float8 as rate
      from foldline.projection_samples s
     where s.projection = p.name and s.version = model.version and s.sampled_at > now() - interval '1 minute'
  ) recent on true
  left join lateral (
    select max(c.retired_at) as retired_at from foldline.console_projections c
     where c.name = p.name and p.definition ->> 'source' = 'console'
    having bool_and(c.retired_at is not null)
  ) retired on true
 where $1::text is null or p.name = $1
 order by p.name`;

/** All registered projections, or the one of that name. */
export async function readProjectionRows(db: Queryable, name: string | null): Promise<ProjectionRow[]> {
  const { rows } = await db.query<Row>(PROJECTIONS, [name]);
  return rows.map(toProjectionRow);
}

function toProjectionRow(row: Row): ProjectionRow {
  return {
    name: row.name,
    definitionVersion: row.definition_version,
    definitionHash: row.definition_hash,
    definition: parseDefinition(row.definition),
    servingVersion: row.serving_version,
    paused: row.paused_at === null ? null : { at: row.paused_at, by: row.paused_by, reason: row.pause_reason },
    registeredAt: row.registered_at,
    version: row.version,
    tableName: row.table_name,
    inlineSince: row.inline_since,
    retiredAt: row.retired_at,
    builtDefinitionHash: row.built_definition_hash,
    builtDefinitionVersion: row.built_definition_version,
    builtUpcasterHash: row.built_upcaster_hash,
    partitions: row.places.length,
    places: row.places.map(({ checkpoint, slices }) => ({ checkpoint: BigInt(checkpoint), slices })),
    checkpoint: BigInt(row.checkpoint ?? 0),
    eventsApplied: Number(row.events_applied),
    failure: row.failing === null ? null : toFailure(row.failing),
    rebuild: row.rebuild === null ? null : toActiveRebuild(row.rebuild),
    lastRebuild: row.last_rebuild,
    eventsPerSecond: row.rate,
  };
}

function toActiveRebuild(rebuild: NonNullable<Row["rebuild"]>): ActiveRebuild {
  const { pausedAt, pausedBy, pauseReason, ...rest } = rebuild;
  return {
    ...rest,
    paused: pausedAt === null ? null : { at: new Date(pausedAt), by: pausedBy, reason: pauseReason },
  };
}

function toFailure({ error, attempts, retryAt }: FailingPartition): ProjectionFailure {
  const fault = parsePartitionError(error);
  return {
    message: fault.message,
    streamId: fault.streamId,
    streamVersion: fault.streamVersion,
    position: fault.position === null ? null : BigInt(fault.position),
    type: fault.type,
    since: fault.since === null ? null : new Date(fault.since),
    attempts,
    retryAt: retryAt === null ? null : new Date(retryAt),
  };
}

/** What the runner noted about an event it could not apply. */
export interface PartitionError {
  readonly message: string;
  readonly stack: string | null;
  readonly streamId: string | null;
  readonly streamVersion: number | null;
  readonly position: string | null;
  readonly type: string | null;
  readonly since: string | null;
}

/** Reads `foldline.partitions.error`; what is missing is null. */
export function parsePartitionError(stored: unknown): PartitionError {
  const error = (typeof stored === "object" && stored !== null ? stored : { message: String(stored) }) as Record<
    string,
    unknown
  >;
  const text = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : null);
  return {
    message: text(error.message) ?? "unknown error",
    stack: text(error.stack),
    streamId: text(error.streamId),
    streamVersion: text(error.streamVersion) === null ? null : Number(error.streamVersion),
    position: text(error.position),
    type: text(error.type),
    since: text(error.since),
  };
}
