import type { Queryable } from "../events";
import { countMatching, selectSchemas } from "./matching-events";
import { type VerifierOptions, verifiedSchemas } from "./verifier";

interface RangeToCount extends Pick<VerifierOptions, "definition" | "chain"> {
  readonly after: bigint;
  readonly upTo: bigint;
}

/** How many stored events of a range come to a draft, some of them through the chain before it. */
export function countVerifiable(db: Queryable, { definition, chain, after, upTo }: RangeToCount): Promise<number> {
  const from = { type: definition.type, schemaVersion: definition.fromVersion };
  return countMatching(db, selectSchemas(verifiedSchemas(chain, from)), { after, upTo });
}
