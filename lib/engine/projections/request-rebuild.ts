import type { Queryable } from "../events";
import { RebuildInProgressError, UnknownProjectionError } from "./errors";
import type { PromotionPolicy } from "./progress";

export interface RebuildRequest {
  readonly projection: string;
  /** Who asks: an operator's id or e-mail address. */
  readonly requestedBy: string;
  readonly reason?: string;
  /** Whether a worker makes the new read model the one consumers see as soon as it is ready; `manual` when left out. */
  readonly promotion?: PromotionPolicy;
}

export interface RequestedRebuild {
  readonly id: string;
  /** The read-model version that it will fill. */
  readonly version: number;
}

const REQUEST = `
insert into foldline.rebuilds (projection, version, promotion, requested_by, reason)
select p.name,
       1 + greatest(
         (select coalesce(max(r.version), 0) from foldline.read_models r where r.projection = p.name),
         (select coalesce(max(b.version), 0) from foldline.rebuilds b where b.projection = p.name)),
       $2, $3, $4
  from foldline.projections p where p.name = $1
on conflict (projection) where status in ('queued', 'running', 'ready') do nothing
returning id, version`;

const ACTIVE = `
select id, status from foldline.rebuilds where projection = $1 and status in ('queued', 'running', 'ready')`;

const KNOWN = "select 1 as known from foldline.projections where name = $1";

/**
 * Queues a rebuild; a worker takes it up. Throws RebuildInProgressError while another one of the projection is queued,
 * running or ready, and UnknownProjectionError when no worker has registered the projection.
 */
export async function requestRebuild(db: Queryable, request: RebuildRequest): Promise<RequestedRebuild> {
  const { projection, promotion = "manual", requestedBy, reason = null } = request;
  // A second look covers a rebuild that ended between the refused insert and the look for what refused it.
  for (let attempt = 0; attempt < 3; attempt++) {
    const values = [projection, promotion, requestedBy, reason];
    const { rows } = await db.query<RequestedRebuild>(REQUEST, values);
    if (rows[0] !== undefined) return rows[0];
    const known = await db.query(KNOWN, [projection]);
    if (known.rows.length === 0) throw new UnknownProjectionError(projection);
    const active = await db.query<{ id: string; status: string }>(ACTIVE, [projection]);
    const [other] = active.rows;
    if (other !== undefined) throw new RebuildInProgressError(projection, other.id, other.status);
  }
  throw new RebuildInProgressError(projection, "unknown", "being requested");
}
