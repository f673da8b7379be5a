import type { Queryable } from "../events";
import { RebuildInProgressError, RebuildUnavailableError, UnknownProjectionError } from "./errors";
import type { PromotionPolicy } from "./progress";

/** A part of the live read model that is folded again in place. */
export type RebuildScope =
  | { readonly kind: "stream"; readonly stream: string }
  | { readonly kind: "partition"; readonly partition: number };

export interface RebuildRequest {
  readonly projection: string;
  /** Who asks: an operator's id or e-mail address. */
  readonly requestedBy: string;
  readonly reason?: string;
  /** Whether a worker makes the new read model the one consumers see as soon as it is ready; `manual` when left out. */
  readonly promotion?: PromotionPolicy;
  /** The most events a second that the build may read; as many as it can when left out. */
  readonly throttle?: number | null;
  /** The whole read model, as a new version, when left out. */
  readonly scope?: RebuildScope;
}

export interface RequestedRebuild {
  readonly id: string;
  /** The read-model version that it will fill; of a part, the live one. */
  readonly version: number;
}

interface Target {
  readonly kind: string | null;
  readonly mode: string | null;
  readonly live: number | null;
  readonly liveDefinition: number | null;
  readonly definition: number;
  readonly partitions: number;
  readonly streamExists: boolean;
}

const TARGET = `
select p.definition ->> 'kind' as kind, p.definition ->> 'mode' as mode, p.definition_version as definition,
       r.version as live, r.definition_version as "liveDefinition",
       (select count(*)::int from foldline.partitions q where q.projection = r.projection and q.version = r.version) as partitions,
       exists (select 1 from foldline.streams s where s.stream_id = $2) as "streamExists"
  from foldline.projections p
  left join foldline.read_models r on r.projection = p.name and r.state = 'live'
 where p.name = $1`;

const REQUEST = `
insert into foldline.rebuilds (projection, version, promotion, throttle, scope, scope_of, requested_by, reason)
select p.name,
       case when $3 = 'whole' then 1 + greatest(
         (select coalesce(max(r.version), 0) from foldline.read_models r where r.projection = p.name),
         (select coalesce(max(b.version), 0) from foldline.rebuilds b where b.projection = p.name)) else $5 end,
       $2, $4, $3, $6, $7, $8
  from foldline.projections p where p.name = $1
on conflict (projection) where status in ('queued', 'running', 'ready') do nothing
returning id, version`;

const ACTIVE = `
select id, status from foldline.rebuilds where projection = $1 and status in ('queued', 'running', 'ready')`;

/**
 * Queues a rebuild; a worker takes it up. Throws RebuildInProgressError while another one of the projection is queued,
 * running or ready, UnknownProjectionError when no worker has registered the projection, and RebuildUnavailableError
 * when it has no read model that could be rebuilt like that.
 */
export async function requestRebuild(db: Queryable, request: RebuildRequest): Promise<RequestedRebuild> {
  const { projection, promotion = "manual", throttle = null, scope, requestedBy, reason = null } = request;
  const stream = scope?.kind === "stream" ? scope.stream : "";
  const [target] = (await db.query<Target>(TARGET, [projection, stream])).rows;
  if (target === undefined) throw new UnknownProjectionError(projection);
  const problem = problemWith(target, scope);
  if (problem !== null) throw new RebuildUnavailableError(projection, problem);

  const scopeOf = scope === undefined ? null : scope.kind === "stream" ? scope.stream : String(scope.partition);
  const policy = scope === undefined ? promotion : "manual";
  const values = [projection, policy, scope?.kind ?? "whole", throttle, target.live, scopeOf, requestedBy, reason];
  // A second look covers a rebuild that ended between the refused insert and the look for what refused it.
  for (let attempt = 0; attempt < 3; attempt++) {
    const { rows } = await db.query<RequestedRebuild>(REQUEST, values);
    if (rows[0] !== undefined) return rows[0];
    const active = await db.query<{ id: string; status: string }>(ACTIVE, [projection]);
    const [other] = active.rows;
    if (other !== undefined) throw new RebuildInProgressError(projection, other.id, other.status);
  }
  throw new RebuildInProgressError(projection, "unknown", "being requested");
}

function problemWith(target: Target, scope: RebuildScope | undefined): string | null {
  if (target.kind === "reactor") return "a reactor has no read model, and its effects are never repeated.";
  if (target.mode === "live") return "it has no table; it is folded whenever it is asked for.";
  if (scope === undefined) return null;
  if (target.kind === "raw") return "which rows belong to a part is known only for keyed folds. Rebuild all of it.";
  if (target.live === null) return "there is no live read model yet.";
  if (target.liveDefinition !== target.definition) {
    return `the live read model was built by version ${target.liveDefinition} of the definition. Rebuild all of it.`;
  }
  if (scope.kind === "stream") return target.streamExists ? null : `there is no stream "${scope.stream}".`;
  const exists = Number.isInteger(scope.partition) && scope.partition >= 0 && scope.partition < target.partitions;
  return exists ? null : `it has no partition ${scope.partition}; they go from 0 to ${target.partitions - 1}.`;
}
