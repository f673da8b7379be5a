import type { RebuildProgress, RebuildSample } from "@/lib/api/rebuilds";

type Phase = NonNullable<RebuildProgress["phase"]>;
type Timed = Pick<RebuildProgress, "phases" | "attempt">;

const AFTER_THE_BUILD: readonly Phase[] = ["indexes", "catch-up", "verify"];

/** How long a phase of the present attempt took; `null` while it is not over. */
export function phaseMs({ phases, attempt }: Timed, phase: Phase): number | null {
  const timing = phases.findLast((each) => each.phase === phase && each.attempt === attempt);
  if (timing?.finishedAt == null) return null;
  return Date.parse(timing.finishedAt) - Date.parse(timing.startedAt);
}

/** How long each phase after the build took in an earlier run. */
export function phaseEstimates(past: Timed | null): Map<Phase, number> {
  if (past === null) return new Map();
  return new Map(
    AFTER_THE_BUILD.flatMap((phase) => {
      const took = phaseMs(past, phase);
      return took === null ? [] : [[phase, took] as const];
    }),
  );
}

export interface ReadyIn {
  readonly seconds: number;
  /** `null` while too little was measured to say. */
  readonly plusMinus: number | null;
}

/** When it will be ready: the rest of the build at its rate, then the other phases as long as the last time. */
export function readyIn(
  progress: Timed & Pick<RebuildProgress, "phase" | "etaSeconds" | "samples">,
  past: Timed | null,
): ReadyIn | null {
  const { phase, etaSeconds, samples } = progress;
  const estimates = phaseEstimates(past);
  const later = AFTER_THE_BUILD.filter(
    (each) => phase === "build" || AFTER_THE_BUILD.indexOf(phase as Phase) < AFTER_THE_BUILD.indexOf(each),
  );
  const rest = later.reduce((sum, each) => sum + (estimates.get(each) ?? 0), 0) / 1000;
  if (phase === "build") {
    return etaSeconds === null ? null : { seconds: etaSeconds + rest, plusMinus: spreadOf(samples, etaSeconds) };
  }
  const now = phase === null ? undefined : estimates.get(phase);
  return now === undefined ? null : { seconds: now / 1000 + rest, plusMinus: null };
}

/** The standard error of the mean rate, as seconds of what is left. */
function spreadOf(samples: readonly RebuildSample[], etaSeconds: number): number | null {
  const rates = samples.slice(-30).flatMap(({ rate, phase }) => (phase === "build" && rate > 0 ? [rate] : []));
  if (rates.length < 4) return null;
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (rates.length - 1);
  return (etaSeconds * Math.sqrt(variance / rates.length)) / mean;
}
