import type { Reducer } from "../aggregates/reducer";
import { stateCondition } from "../aggregates/state-condition";
import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { BISECT_CATEGORY, type BisectionParams, bisectionSubject } from "./bisection";
import { JobUnavailableError } from "./errors";
import { requestJob } from "./request-job";

export interface BisectionRequest {
  readonly category: string;
  /** In CEL; an ExpressionError says where it is none. */
  readonly condition: string;
  readonly reducer: Pick<Reducer, "name" | "version">;
  /** The one that is active. */
  readonly chain: UpcasterChain;
  /** Only streams in which it holds first behind this position. */
  readonly since?: bigint;
  readonly requestedBy: string;
}

const EXISTS = "select 1 from foldline.streams where category = $1 limit 1";

/** Queues the search for the streams of a category in which a condition on the state holds. */
export async function requestBisection(db: Queryable, request: BisectionRequest): Promise<{ readonly id: string }> {
  const { category, condition, chain, since = 0n, requestedBy } = request;
  stateCondition(condition);
  if ((await db.query(EXISTS, [category])).rows.length === 0) {
    throw new JobUnavailableError(`There is no stream of the category "${category}".`);
  }
  const { name, version } = request.reducer;
  const reducer = { name, version };
  const params: BisectionParams = { category, condition, reducer, chainHash: chain.hash, since: since.toString() };
  return requestJob(db, { kind: BISECT_CATEGORY, subject: bisectionSubject(params), params, requestedBy });
}
