import type { UpcasterChain } from "../evolution/chain";
import { upcasterHash } from "./projected-event";
import type { Projection } from "./projection";

/** What a read-model version was built with, as `foldline.read_models` has it. */
export interface BuiltWith {
  readonly definitionVersion: number;
  readonly definitionHash: string;
  readonly upcasterHash: string;
}

export interface ReadModelStatus {
  readonly status: "current" | "definition-version-changed" | "definition-changed" | "stale-upcasters";
  /** A sentence for the operator. */
  readonly words: string;
}

/** Whether a read model is what its projection would build today, and if not, why. */
export function readModelStatus(built: BuiltWith, projection: Projection, chain: UpcasterChain): ReadModelStatus {
  if (built.definitionVersion !== projection.version) {
    return {
      status: "definition-version-changed",
      words: `Built by version ${built.definitionVersion} of the definition; the code holds version ${projection.version}. It is not fed until it is rebuilt.`,
    };
  }
  if (built.definitionHash !== projection.definitionHash) {
    return {
      status: "definition-changed",
      words:
        "The definition's code changed since this was built, but its version did not: older rows were folded by the former code. Rebuild to fold them again.",
    };
  }
  if (built.upcasterHash !== upcasterHash(projection, chain)) {
    return {
      status: "stale-upcasters",
      words:
        "Built with other upcasters than the active ones: older rows show events as they were read then. Rebuild to read them as today.",
    };
  }
  return { status: "current", words: "Built by the current definition with the active upcasters." };
}
