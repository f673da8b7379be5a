import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { FOLD_AS_OF } from "../projections/fold-table";
import type { LogPoint } from "../projections/log-point";
import { upcasterHash } from "../projections/projected-event";
import type { Projection } from "../projections/projection";
import { type FoldParams, storedPoint } from "./fold-params";
import { requestJob } from "./request-job";

export interface FoldRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  readonly point: LogPoint;
  readonly requestedBy: string;
  readonly reason?: string;
}

/** Queues a fold of a whole read model as of a point, into a table of its own; of a projection there is one at a time. */
export async function requestFold(db: Queryable, request: FoldRequest): Promise<{ readonly id: string }> {
  const { projection, chain, point, requestedBy, reason } = request;
  const params: FoldParams = {
    point: storedPoint(point),
    definitionVersion: projection.version,
    upcasterHash: upcasterHash(projection, chain),
  };
  const why = reason === undefined ? {} : { reason };
  return requestJob(db, { kind: FOLD_AS_OF, subject: projection.name, params, requestedBy, ...why });
}
