import type { Queryable } from "../events";
import { isClean, NOTHING_VERIFIED, type TimedVerification } from "./verification";
import { VERIFY_UPCASTER, type VerificationParams, type VerifiedOf } from "./verification-params";

/** A verification that ran to its end. */
export interface Verification extends VerifiedOf {
  readonly jobId: string;
  /** How many events were asked for; `null`: it tried all of them. */
  readonly sample: number | null;
  /** Every event stored up to here was there to be tried. */
  readonly upTo: bigint;
  readonly requestedBy: string;
  readonly finishedAt: Date;
  /** Every event was tried, and none failed, misfits or lost digits. */
  readonly clean: boolean;
  readonly result: TimedVerification;
}

interface Row {
  readonly id: string;
  readonly params: VerificationParams;
  readonly up_to: string;
  readonly requested_by: string;
  readonly finished_at: Date;
  readonly result: TimedVerification | null;
}

const DONE = `
select id, params, up_to::text as up_to, requested_by, finished_at, result
  from foldline.jobs
 where kind = '${VERIFY_UPCASTER}' and subject = $1 and status = 'done'
   and ($2::text is null or (params ->> 'fingerprint' = $2 and params ->> 'chainHash' = $3))
   and (not $4 or ((params -> 'sample') = 'null'::jsonb
     and (result is null or (result ->> 'failed')::bigint + (result ->> 'misfits')::bigint + (result ->> 'precision')::bigint = 0)))
 order by finished_at desc, id limit 1`;

/** The verification of an upcaster that ended last; with `of`, the last that holds for this draft in this chain. */
export function latestVerification(db: Queryable, upcasterId: string, of?: VerifiedOf): Promise<Verification | null> {
  return newest(db, [upcasterId, of?.fingerprint ?? null, of?.chainHash ?? null, false]);
}

/** The last that tried every event, found nothing wrong, and holds for this draft in this chain. */
export function cleanVerification(db: Queryable, upcasterId: string, of: VerifiedOf): Promise<Verification | null> {
  return newest(db, [upcasterId, of.fingerprint, of.chainHash, true]);
}

async function newest(db: Queryable, values: readonly unknown[]): Promise<Verification | null> {
  const { rows } = await db.query<Row>(DONE, values);
  const [row] = rows;
  if (row === undefined) return null;
  const { sample, fingerprint, chainHash } = row.params;
  const result = row.result ?? { ...NOTHING_VERIFIED, elapsedMs: 0 };
  return {
    jobId: row.id,
    sample,
    fingerprint,
    chainHash,
    upTo: BigInt(row.up_to),
    requestedBy: row.requested_by,
    finishedAt: row.finished_at,
    clean: sample === null && isClean(result),
    result,
  };
}
