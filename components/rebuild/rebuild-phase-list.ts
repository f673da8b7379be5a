import type { RebuildProgress } from "@/lib/api/rebuilds";
import { formatDuration, formatSeconds } from "@/lib/format/duration";
import { formatPercent } from "@/lib/format/number";

export interface ShownPhase {
  readonly id: string;
  readonly name: string;
  readonly state: "done" | "running" | "waiting" | "failed";
  /** 0 to 1. */
  readonly fraction: number;
  readonly words: string;
}

const PHASES = [
  { id: "build", name: "Build" },
  { id: "indexes", name: "Indexes" },
  { id: "catch-up", name: "Catch up" },
] as const;

type Progress = Pick<
  RebuildProgress,
  "phases" | "attempt" | "status" | "phase" | "eventsRead" | "eventsTotal" | "etaSeconds" | "finishedAt"
>;

/** The phases of the present attempt in order, and at their end whether it is ready, or what became of it. */
export function shownPhases(progress: Progress): ShownPhase[] {
  const { phases, attempt, status, phase: current, eventsRead, eventsTotal, etaSeconds } = progress;
  const steps = PHASES.map(({ id, name }): ShownPhase => {
    const timing = phases.findLast((each) => each.phase === id && each.attempt === attempt);
    if (timing?.finishedAt != null) {
      const took = Date.parse(timing.finishedAt) - Date.parse(timing.startedAt);
      return { id, name, state: "done", fraction: 1, words: formatDuration(took) };
    }
    if (timing === undefined || current !== id) return { id, name, state: "waiting", fraction: 0, words: "" };
    const over = status === "failed" || status === "cancelled";
    const share = id === "build" && eventsTotal !== null && eventsTotal > 0 ? eventsRead / eventsTotal : 0;
    const left = etaSeconds === null ? "" : `, ${formatSeconds(etaSeconds * 1000)} left`;
    const words = over ? `${status} here` : id === "build" ? `${formatPercent(Math.min(1, share))}${left}` : "working";
    return { id, name, state: over ? "failed" : "running", fraction: id === "build" ? Math.min(1, share) : 0.5, words };
  });
  return [...steps, lastStep(status)];
}

function lastStep(status: RebuildProgress["status"]): ShownPhase {
  switch (status) {
    case "ready":
      return { id: "ready", name: "Ready", state: "done", fraction: 1, words: "waits to be promoted" };
    case "promoted":
      return { id: "ready", name: "Promoted", state: "done", fraction: 1, words: "" };
    case "failed":
      return { id: "ready", name: "Failed", state: "failed", fraction: 0, words: "" };
    case "cancelled":
      return { id: "ready", name: "Cancelled", state: "failed", fraction: 0, words: "" };
    case "queued":
    case "running":
      return { id: "ready", name: "Ready", state: "waiting", fraction: 0, words: "" };
  }
}
