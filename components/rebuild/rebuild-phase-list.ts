import type { RebuildProgress } from "@/lib/api/rebuilds";
import { formatDuration, formatSeconds } from "@/lib/format/duration";
import { formatPercent } from "@/lib/format/number";
import { phaseEstimates, phaseMs } from "./rebuild-eta";

export interface ShownPhase {
  readonly id: string;
  readonly name: string;
  readonly state: "done" | "running" | "paused" | "waiting" | "failed";
  /** 0 to 1. */
  readonly fraction: number;
  readonly words: string;
}

const PHASES = [
  { id: "build", name: "Build" },
  { id: "indexes", name: "Indexes" },
  { id: "catch-up", name: "Catch up" },
  { id: "verify", name: "Verify" },
] as const;

type Progress = Pick<
  RebuildProgress,
  | "phases"
  | "attempt"
  | "status"
  | "phase"
  | "paused"
  | "eventsRead"
  | "eventsTotal"
  | "etaSeconds"
  | "requestedAt"
  | "startedAt"
  | "finishedAt"
>;

type Past = Pick<RebuildProgress, "phases" | "attempt"> | null;

/** The six phases of the present attempt; one that is to come says how long it took the last time. */
export function shownPhases(progress: Progress, past: Past): ShownPhase[] {
  const estimates = phaseEstimates(past);
  const steps = PHASES.map(({ id, name }): ShownPhase => {
    const took = phaseMs(progress, id);
    if (took !== null) return { id, name, state: "done", fraction: 1, words: formatDuration(took) };
    if (begun(progress, id)) return { id, name, ...atWork(progress, id) };
    const estimate = estimates.get(id);
    const known = estimate !== undefined && !isOver(progress);
    return { id, name, state: "waiting", fraction: 0, words: known ? `about ${formatDuration(estimate)}` : "" };
  });
  return [preflight(progress), ...steps, lastStep(progress)];
}

function begun({ phases, attempt, phase }: Progress, id: string): boolean {
  return phase === id && phases.some((each) => each.phase === id && each.attempt === attempt);
}

function isOver({ status }: Progress): boolean {
  return status !== "queued" && status !== "running";
}

function atWork(progress: Progress, id: string): Pick<ShownPhase, "state" | "fraction" | "words"> {
  const { status, paused, eventsRead, eventsTotal, etaSeconds } = progress;
  const share = eventsTotal !== null && eventsTotal > 0 ? Math.min(1, eventsRead / eventsTotal) : 0;
  const fraction = id === "build" ? share : 0.5;
  if (isOver(progress)) return { state: "failed", fraction, words: `${status} here` };
  const done = id !== "build" ? "" : eventsTotal === null ? "counts events" : formatPercent(share);
  if (paused !== null) return { state: "paused", fraction, words: done === "" ? "paused" : `${done}, paused` };
  const left = etaSeconds === null ? "" : `, ${formatSeconds(etaSeconds * 1000)} left`;
  return { state: "running", fraction, words: id === "build" ? `${done}${left}` : "working" };
}

/** From the request to the first event read: waiting for a worker, and counting. */
function preflight(progress: Progress): ShownPhase {
  const { phases, requestedAt, startedAt, status } = progress;
  const step = { id: "preflight", name: "Pre-flight" };
  const build = phases.find(({ phase }) => phase === "build");
  if (build !== undefined) {
    const took = Math.max(0, Date.parse(build.startedAt) - Date.parse(requestedAt));
    return { ...step, state: "done", fraction: 1, words: formatDuration(took) };
  }
  if (isOver(progress)) return { ...step, state: "failed", fraction: 0, words: `${status} here` };
  if (startedAt === null) return { ...step, state: "waiting", fraction: 0, words: "waits for a worker" };
  return { ...step, state: "running", fraction: 0.5, words: "counts events" };
}

function lastStep({ status }: Progress): ShownPhase {
  switch (status) {
    case "ready":
      return { id: "ready", name: "Ready", state: "done", fraction: 1, words: "waits to be promoted" };
    case "promoted":
      return { id: "ready", name: "Promoted", state: "done", fraction: 1, words: "" };
    case "done":
      return { id: "ready", name: "Done", state: "done", fraction: 1, words: "in place" };
    case "failed":
      return { id: "ready", name: "Failed", state: "failed", fraction: 0, words: "" };
    case "cancelled":
      return { id: "ready", name: "Cancelled", state: "failed", fraction: 0, words: "" };
    case "queued":
    case "running":
      return { id: "ready", name: "Ready", state: "waiting", fraction: 0, words: "" };
  }
}
