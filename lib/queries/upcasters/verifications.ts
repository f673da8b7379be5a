import "server-only";
import { type Verification, VerificationJob, type VerificationList } from "@/lib/api/jobs";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import {
  cleanVerification,
  countVerifiable,
  isClean,
  jobsProgress,
  VERIFY_UPCASTER,
  type VerifiedOf,
  verificationOf,
  watermark,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { workerPulse } from "../jobs/live-workers";
import { type ConsoleUpcaster, readConsoleUpcaster } from "./console-upcasters";
import { currentChain } from "./current-chain";
import { operationProblems } from "./draft-problems";

const NEWEST = `
select id from foldline.jobs where kind = '${VERIFY_UPCASTER}' and subject = $1 order by requested_at desc, id limit 20`;

/** The last verifications of an upcaster, and which of them still hold for it in the chain as it is. */
export async function listVerifications(upcasterId: string): Promise<VerificationList> {
  await authorize("viewer");
  const upcaster = await readConsoleUpcaster(pool, upcasterId);
  if (upcaster === null) throw new AppError(`There is no upcaster ${upcasterId}.`, { code: "not-found" });
  const [{ rows }, pulse, chain] = await Promise.all([
    pool.query<{ id: string }>(NEWEST, [upcasterId]),
    workerPulse(pool),
    currentChain(),
  ]);
  const jobs = await jobsProgress(
    pool,
    rows.map(({ id }) => id),
  );
  const of = chain !== null && isReadable(upcaster) ? verificationOf(upcaster, chain) : null;
  const clean = of === null ? null : await cleanVerification(pool, upcasterId, of);
  const eventsSince =
    clean === null || chain === null
      ? null
      : await countVerifiable(pool, { definition: upcaster, chain, after: clean.upTo, upTo: await watermark(pool) });
  const verifications = jobs.map((job) => toVerification(VerificationJob.parse(job), of));
  return { verifications, eventsSince, liveWorkers: pulse.live };
}

/** A verification as the API gives it. */
function toVerification(job: VerificationJob, of: VerifiedOf | null): Verification {
  const { status, params, result } = job;
  const clean = status === "done" && params.sample === null && (result === null || isClean(result));
  return { ...job, clean, outdated: outdated(params, of) };
}

function outdated(params: VerifiedOf, of: VerifiedOf | null): string | null {
  if (of === null) return "The draft, or the chain that it belongs to, cannot be read as it is.";
  if (of.fingerprint !== params.fingerprint) return "The draft was changed since.";
  if (of.chainHash !== params.chainHash) return "The active upcasters of the type have changed since.";
  return null;
}

function isReadable(upcaster: ConsoleUpcaster): boolean {
  return operationProblems(upcaster).length === 0;
}
