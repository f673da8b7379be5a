import type { Queryable } from "../events";
import { compileChain, type UpcasterChain } from "../evolution/chain";
import { declarativeUpcaster, type UpcasterDefinition } from "../evolution/declarative-upcaster";
import { requestJob } from "./request-job";
import { VERIFY_UPCASTER, verificationOf } from "./verification-params";

export interface VerificationRequest {
  readonly definition: UpcasterDefinition;
  /** The one that is active. */
  readonly chain: UpcasterChain;
  /** So many events, spread over the history, instead of all of them. */
  readonly sample?: number | null;
  readonly requestedBy: string;
}

/** Queues a verification; throws an UpcasterChainError when the draft does not fit into the chain. */
export function requestVerification(db: Queryable, request: VerificationRequest): Promise<{ readonly id: string }> {
  const { definition, chain, sample = null, requestedBy } = request;
  compileChain([...chain.upcasters.filter(({ id }) => id !== definition.id), declarativeUpcaster(definition)]);
  const params = { sample, ...verificationOf(definition, chain) };
  return requestJob(db, { kind: VERIFY_UPCASTER, subject: definition.id, params, requestedBy });
}
