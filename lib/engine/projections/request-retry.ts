import type { Queryable } from "../events";
import { payloadText } from "../store/payload-text";
import { DeadLetterNotFoundError, DeadLetterStateError } from "./errors";

/** Which parked dead letters are meant; what is left out matches all. */
export interface DeadLetterSelection {
  readonly ids?: readonly string[];
  readonly projection?: string;
  readonly type?: string;
  readonly errorGroup?: string;
  readonly streamId?: string;
}

export interface RetryDemand extends DeadLetterSelection {
  /** Apply the stream only up to this version; the event after it then stands as the dead letter. Of one id only. */
  readonly upToVersion?: number;
  /** The payload to use this once instead of the stored one, in the event's stored schema version. Of one id only. */
  readonly data?: unknown;
  /** Who asks: an operator's name. */
  readonly requestedBy: string;
}

export interface SkipDemand extends DeadLetterSelection {
  readonly reason: string;
  readonly requestedBy: string;
}

// In the order of their ids, as everybody locks them who locks several. A reason marks a request to skip.
const REQUEST = `
with wanted as (
  select d.id from foldline.dead_letters d
   where d.status = 'parked' and ($1::uuid[] is null or d.id = any ($1))
     and ($2::text is null or d.projection = $2) and ($3::text is null or d.type = $3)
     and ($4::text is null or d.error_group = $4) and ($5::text is null or d.stream_id = $5)
     and ($6::bigint is null or d.stream_version <= $6)
   order by d.id for update)
update foldline.dead_letters d
   set retry_requested_at = clock_timestamp(), retry_requested_by = $7, retry_up_to_version = $6, retry_data = $8::json,
       reason = $9, retry_lease_until = null
  from wanted where d.id = wanted.id`;

const FIND = "select status, stream_version::int as version from foldline.dead_letters where id = $1";

/**
 * Asks workers to apply parked streams again, in order; returns how many it asked for. Throws when it names a single one
 * that cannot be retried. A later request replaces one that no worker has begun.
 */
export async function requestRetry(db: Queryable, demand: RetryDemand): Promise<number> {
  const { upToVersion = null, data } = demand;
  if ((upToVersion !== null || data !== undefined) && demand.ids?.length !== 1) {
    throw new TypeError("upToVersion and data are for one dead letter, named by its id.");
  }
  return request(db, demand, {
    upToVersion,
    data: data === undefined ? null : payloadText(data, "data"),
    reason: null,
  });
}

/** Asks workers to leave parked events out for good and to apply what waits behind them; as `requestRetry` otherwise. */
export async function requestSkip(db: Queryable, demand: SkipDemand): Promise<number> {
  const reason = demand.reason.trim();
  if (reason === "") throw new TypeError("Skipping an event needs a reason.");
  return request(db, demand, { upToVersion: null, data: null, reason });
}

async function request(
  db: Queryable,
  demand: DeadLetterSelection & { readonly requestedBy: string },
  what: { readonly upToVersion: number | null; readonly data: string | null; readonly reason: string | null },
): Promise<number> {
  const { ids, projection = null, type = null, errorGroup = null, streamId = null, requestedBy } = demand;
  const { rowCount } = await db.query(REQUEST, [
    ids ?? null,
    projection,
    type,
    errorGroup,
    streamId,
    what.upToVersion,
    requestedBy,
    what.data,
    what.reason,
  ]);
  const [only] = ids ?? [];
  if ((rowCount ?? 0) === 0 && ids?.length === 1 && only !== undefined) await refuse(db, only);
  return rowCount ?? 0;
}

async function refuse(db: Queryable, id: string): Promise<never> {
  const { rows } = await db.query<{ status: string; version: number }>(FIND, [id]);
  const [found] = rows;
  if (found === undefined) throw new DeadLetterNotFoundError(id);
  const { status, version } = found;
  if (status === "parked")
    throw new DeadLetterStateError(id, status, `stands at version ${version}; retry up to that or later.`);
  throw new DeadLetterStateError(id, status, `is ${status} already.`);
}
