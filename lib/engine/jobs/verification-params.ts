import { z } from "zod";
import type { UpcasterChain } from "../evolution/chain";
import { declarativeUpcaster, type UpcasterDefinition } from "../evolution/declarative-upcaster";

export const VERIFY_UPCASTER = "verify-upcaster";

/** What a verification holds for: what the draft does, and what the upcasters do that its events pass before and after it. */
export interface VerifiedOf {
  readonly fingerprint: string;
  readonly chainHash: string;
}

export const VerificationParams = z.object({
  /** So many events, spread over the history; `null`: all of them. */
  sample: z.number().int().min(1).nullable(),
  fingerprint: z.string(),
  chainHash: z.string(),
});
export type VerificationParams = z.infer<typeof VerificationParams>;

/** What a verification of this draft in this chain would hold for. */
export function verificationOf(definition: UpcasterDefinition, chain: UpcasterChain): VerifiedOf {
  const draft = declarativeUpcaster(definition);
  // To the ends of the way: an upcaster two types further on has a part in what is verified, too.
  const way = [draft.from, ...draft.makes.flatMap((made) => [made, ...chain.allReadAs(made)])];
  return { fingerprint: draft.fingerprint, chainHash: chain.hashFor(way.map(({ type }) => type)) };
}
