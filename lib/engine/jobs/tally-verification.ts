import type { StoredEvent } from "../events";
import { schemaName } from "../evolution/upcaster";
import { type Finding, groupFinding } from "./findings";
import type { MadeEvents, VerificationResult } from "./verification";
import type { VerifiedEvent } from "./verifier";

const FINDING_COUNTS = { failed: "failed", misfit: "misfits", precision: "precision" } as const;

/** Counts events as they are verified, from what was counted before. */
export interface VerificationTally {
  count(event: StoredEvent, verified: VerifiedEvent): void;
  /** Of the events since it began. */
  readonly findings: readonly Finding[];
  result(): VerificationResult;
}

/** Goes on counting; `before` stays as it is. */
export function verificationTally(before: VerificationResult): VerificationTally {
  const counts = { ...before };
  const made = new Map<string, MadeEvents>(before.made.map((each) => [schemaName(each), each]));
  const reasons = [...before.reasons];
  const findings: Finding[] = [];
  let last: StoredEvent | null = null;
  return {
    findings,
    count(event, verified) {
      last = event;
      // What failed is counted by its finding.
      if (verified.outcome !== "failed") counts[verified.outcome] += 1;
      for (const { type, schemaVersion } of verified.made) {
        const name = schemaName({ type, schemaVersion });
        made.set(name, { type, schemaVersion, events: (made.get(name)?.events ?? 0) + 1 });
      }
      for (const finding of verified.findings) {
        counts[FINDING_COUNTS[finding.kind as keyof typeof FINDING_COUNTS]] += 1;
        findings.push(groupFinding(reasons, finding));
      }
    },
    result: () => ({
      ...counts,
      made: [...made.values()],
      reasons,
      lastMatching: last?.position.toString() ?? before.lastMatching,
    }),
  };
}
