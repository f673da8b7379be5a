import type { Queryable } from "../events";
import { RebuildNotFoundError, RebuildStateError } from "./errors";

/** Why a rebuild could not be changed: it is in another state than `wanted` says, or there is none. */
export async function rebuildStateError(db: Queryable, id: string, wanted: string): Promise<Error> {
  const { rows } = await db.query<{ status: string }>(
    "select case when paused_at is null then status else 'paused' end as status from foldline.rebuilds where id = $1",
    [id],
  );
  const status = rows[0]?.status;
  return status === undefined ? new RebuildNotFoundError(id) : new RebuildStateError(id, status, wanted);
}
