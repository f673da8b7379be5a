import { isUnderWay } from "@/lib/api/job-status";
import type { VerificationList } from "@/lib/api/jobs";
import type { UpcasterPreview } from "@/lib/api/upcaster-preview";
import type { UpcasterDetail } from "@/lib/api/upcasters";
import { formatCounted } from "@/lib/format/number";

/** Whether a draft may go live: at once, with a typed reason, or not at all, and why. */
export interface Activation {
  /** Nobody can activate it as it is; `null` when somebody can. */
  readonly blocked: string | null;
  /** It was not verified cleanly: it takes a reason; `null` when it was. */
  readonly unverified: string | null;
  /** The 0-based operation to look at first. */
  readonly fix: number | null;
}

interface Situation {
  readonly upcaster: UpcasterDetail | null;
  readonly dirty: boolean;
  readonly preview: UpcasterPreview | undefined;
  readonly verifications: VerificationList | undefined;
}

/** What stands between a draft and its activation. */
export function activationOf({ upcaster, dirty, preview, verifications }: Situation): Activation {
  const fix = operationToFix(preview, verifications);
  const blocked = blockedWords(upcaster, dirty, preview);
  return { blocked, unverified: unverifiedWords(verifications), fix };
}

function blockedWords(upcaster: UpcasterDetail | null, dirty: boolean, preview: UpcasterPreview | undefined) {
  if (upcaster === null) return "Save the draft first.";
  if (dirty) return "The form has changes that are not saved.";
  if (preview === undefined) return "It is being tried on stored events.";
  if (preview.invalid.length > 0) return `${formatCounted(preview.invalid.length, "mistake")} in the operations.`;
  const [problem] = preview.chain.problems;
  return problem === undefined ? null : `The chain would not hold: ${problem.message}.`;
}

function unverifiedWords(verifications: VerificationList | undefined): string | null {
  if (verifications === undefined) return "Its verifications are being read.";
  const all = verifications.verifications;
  if (all.some(({ clean, outdated }) => clean && outdated === null)) return null;
  const [latest] = all;
  if (latest === undefined) return "It was not verified yet.";
  if (isUnderWay(latest)) return "It is being verified.";
  if (latest.outdated !== null) return "The draft or its chain has changed since it was verified.";
  const { result } = latest;
  if (result === null) return "Its verification did not finish.";
  if (result.failed > 0) return `${formatCounted(result.failed, "event fails", "events fail")}.`;
  if (result.misfits > 0) return `${formatCounted(result.misfits, "event does", "events do")} not fit the JSON Schema.`;
  if (result.precision > 0) return `${formatCounted(result.precision, "event loses", "events lose")} precision.`;
  return "Only a sample was verified.";
}

function operationToFix(preview: UpcasterPreview | undefined, verifications: VerificationList | undefined) {
  const [latest] = verifications?.verifications ?? [];
  const verified = latest?.outdated === null ? (latest.result?.reasons ?? []) : [];
  const tried = [...(preview?.invalid ?? []), ...(preview?.reasons ?? []), ...verified];
  return tried.find(({ operation }) => operation !== null)?.operation ?? null;
}
