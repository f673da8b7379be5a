import type { Queryable } from "../events";
import { JobNotFoundError, JobStateError } from "./errors";

/** Why a job could not be changed: it is in another state than `wanted` says, or there is none. */
export async function jobStateError(db: Queryable, id: string, wanted: string): Promise<Error> {
  const { rows } = await db.query<{ status: string }>(
    "select case when paused_at is null then status else 'paused' end as status from foldline.jobs where id = $1",
    [id],
  );
  const status = rows[0]?.status;
  return status === undefined ? new JobNotFoundError(id) : new JobStateError(id, status, wanted);
}
