import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { checkStreamId } from "../store/stream-name";
import { COPY_CATEGORY, type CopyParams } from "./copy-params";
import { copiedTo, refuseForeignEvents } from "./copy-target";
import { JobUnavailableError } from "./errors";
import { requestJob } from "./request-job";

export interface CopyRequest {
  readonly from: string;
  readonly to: string;
  /** The one that is active: what the events are converted with. */
  readonly chain: UpcasterChain;
  readonly requestedBy: string;
  readonly reason: string;
}

/**
 * Queues a copy of a category's events, as they are read today, into streams of a category of its own; one that was
 * copied before goes on with the events behind. Throws a JobUnavailableError where other events would be in the way.
 */
export async function requestCopy(db: Queryable, request: CopyRequest): Promise<{ readonly id: string }> {
  const { from, to, chain, requestedBy, reason } = request;
  const after = await checkCopy(db, { from, to });
  const params: CopyParams = { from, to, chainHash: chain.hash, after: after.toString() };
  return requestJob(db, { kind: COPY_CATEGORY, subject: to, params, after, requestedBy, reason });
}

const EXISTS = "select 1 from foldline.streams where category = $1 limit 1";

/** Says where a copy would begin; throws a JobUnavailableError when there can be none. */
export async function checkCopy(db: Queryable, { from, to }: Pick<CopyRequest, "from" | "to">): Promise<bigint> {
  const problem = problemWithNames(from, to);
  if (problem !== null) throw new JobUnavailableError(problem);
  if ((await db.query(EXISTS, [from])).rows.length === 0) {
    throw new JobUnavailableError(`There is no stream of the category "${from}".`);
  }
  await refuseForeignEvents(db, from, to, 0n);
  return copiedTo(db, from, to);
}

function problemWithNames(from: string, to: string): string | null {
  if (from.startsWith("$") || to.startsWith("$")) return "Foldline's own streams, which begin with $, are not copied.";
  if (to.includes("-")) return `"${to}" is no category: a category ends where the first hyphen of a stream's id is.`;
  if (from === to) return "The copy needs a category of its own.";
  try {
    checkStreamId(to);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
