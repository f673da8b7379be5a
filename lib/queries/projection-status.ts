import "server-only";
import type { ProjectionNeed, ProjectionStatus } from "../api/projections";
import { formatDuration } from "../format/duration";
import { formatCount, formatCounted } from "../format/number";

/** What the status of a projection follows from. */
export interface ProjectionFacts {
  readonly name: string;
  /** `null`: every type. */
  readonly types: readonly string[] | null;
  readonly servingVersion: number | null;
  readonly watermark: bigint;
  readonly behind: number;
  readonly behindSeconds: number | null;
  /** Whether the store holds an event of its types. */
  readonly hasEvents: boolean;
  readonly liveWorkers: number;
  readonly lastWorkerSeenAt: Date | null;
  readonly paused: { readonly at: Date; readonly by: string | null; readonly reason: string | null } | null;
  readonly failure: ProjectionFailure | null;
  readonly rebuild: { readonly version: number; readonly status: string; readonly fraction: number | null } | null;
  readonly definitionChanged: boolean;
  /** False: the code's definition has another version than the read model, and workers do not feed it. */
  readonly fed: boolean;
  readonly definitionVersion: number;
  readonly upcastersChanged: boolean;
}

export interface ProjectionFailure {
  readonly message: string;
  readonly streamId: string | null;
  readonly streamVersion: number | null;
  readonly position: bigint | null;
  readonly type: string | null;
  readonly attempts: number;
  readonly since: Date | null;
  readonly retryAt: Date | null;
}

// A worker applies batches and polls in between; less than this is its ordinary rhythm.
const QUIET_SECONDS = 5;

/** The status in words, with its reason; the first of these that holds. */
export function statusOf(facts: ProjectionFacts): ProjectionStatus {
  if (facts.failure !== null && facts.paused === null) return stopped(facts, facts.failure);
  if (facts.paused !== null) return paused(facts, facts.paused);
  if (facts.liveWorkers === 0) return noWorker(facts);
  if (facts.rebuild?.status === "queued" || facts.rebuild?.status === "running")
    return rebuilding(facts, facts.rebuild);
  if (facts.servingVersion === null) {
    return status("not-built", "Not built yet", `${facts.name} has no read model yet. Rebuild it to make one.`);
  }
  if (!facts.fed) {
    const why = `The code holds version ${facts.definitionVersion} of the definition; v${facts.servingVersion} was built by another.`;
    return status("changed", "Definition changed", `${why} It is not fed until it is rebuilt.`);
  }
  if (facts.behind > 0 && facts.behindSeconds !== null && facts.behindSeconds > QUIET_SECONDS) return behind(facts);
  if (!facts.hasEvents) {
    return status("idle", "Idle", noEventsYet(facts.types));
  }
  return status("running", "Running", `Every event up to position ${formatCount(facts.watermark)} was applied.`);
}

/** What somebody should do about it, most urgent first. */
export function needsOf(facts: ProjectionFacts): ProjectionNeed[] {
  const needs: ProjectionNeed[] = [];
  if (facts.failure !== null) needs.push(need("retry", "Fix the cause", "one event cannot be applied"));
  if (facts.liveWorkers === 0) needs.push(need("worker", "Start a worker", "none is alive"));
  if (facts.paused !== null) needs.push(need("resume", "Resume", `paused by ${facts.paused.by ?? "somebody"}`));
  if (facts.rebuild?.status === "ready") {
    needs.push(need("promote", `Promote v${facts.rebuild.version}`, "rebuilt and waiting"));
  } else if (facts.rebuild === null) {
    if (facts.definitionChanged) needs.push(need("rebuild", "Rebuild", "definition changed"));
    else if (facts.upcastersChanged) needs.push(need("rebuild", "Rebuild", "built with older upcasters"));
  }
  return needs;
}

function stopped(facts: ProjectionFacts, failure: ProjectionFailure): ProjectionStatus {
  const { streamId, streamVersion, position, type } = failure;
  const event =
    streamId === null || streamVersion === null || position === null
      ? null
      : { streamId, version: streamVersion, position: position.toString(), type: type ?? "" };
  const place = event === null ? "" : ` at position ${formatCount(BigInt(event.position))}`;
  const waiting = facts.behind > 0 ? ` ${waitingWords(facts.behind)} behind it.` : "";
  return {
    kind: "stopped",
    words: "Stopped by an error",
    reason: `${facts.name} stopped${place} after ${formatCounted(failure.attempts, "attempt")}: ${failure.message}.${waiting}`,
    since: failure.since?.toISOString() ?? null,
    event,
  };
}

function paused(facts: ProjectionFacts, { at, by, reason }: NonNullable<ProjectionFacts["paused"]>): ProjectionStatus {
  const because = reason === null || reason === "" ? "" : `: ${reason}`;
  const waiting = facts.behind > 0 ? ` ${waitingWords(facts.behind)}.` : "";
  const words = `${by ?? "Somebody"} paused ${facts.name}${because}.${waiting} Its read model stays readable.`;
  return { ...status("paused", "Paused", words), since: at.toISOString() };
}

function noWorker(facts: ProjectionFacts): ProjectionStatus {
  const waiting = facts.behind > 0 ? `${waitingWords(facts.behind)}. ` : "";
  return {
    ...status("no-worker", "No live worker", `No worker is alive. ${waiting}Start one with npm run worker.`),
    since: facts.lastWorkerSeenAt?.toISOString() ?? null,
  };
}

function rebuilding(facts: ProjectionFacts, rebuild: NonNullable<ProjectionFacts["rebuild"]>): ProjectionStatus {
  const waits = rebuild.status === "queued" ? " It waits for a worker." : "";
  if (facts.servingVersion === null) {
    return status(
      "rebuilding",
      `Building v${rebuild.version}`,
      `Consumers see nothing until v${rebuild.version} is promoted.${waits}`,
    );
  }
  const words = `Serving v${facts.servingVersion}, rebuilding v${rebuild.version}`;
  return status("rebuilding", words, `Consumers go on reading v${facts.servingVersion}.${waits}`);
}

function behind(facts: ProjectionFacts): ProjectionStatus {
  const time = facts.behindSeconds === null ? "" : ` and ${formatDuration(facts.behindSeconds * 1000)}`;
  const words = `Behind by ${formatCounted(facts.behind, "event")}`;
  return status(
    "behind",
    words,
    `${facts.name} is ${formatCounted(facts.behind, "event")}${time} behind and catching up.`,
  );
}

function waitingWords(count: number): string {
  return count === 1 ? "1 event waits" : `${formatCount(count)} events wait`;
}

function noEventsYet(types: readonly string[] | null): string {
  if (types === null) return "No events yet: the store is empty.";
  const shown = types.slice(0, 3).join(", ");
  const list = types.length > 3 ? `${shown} and ${types.length - 3} other types` : shown;
  return `No such events yet: the store holds none of ${list}.`;
}

function status(kind: ProjectionStatus["kind"], words: string, reason: string): ProjectionStatus {
  return { kind, words, reason, since: null, event: null };
}

function need(kind: ProjectionNeed["kind"], words: string, why: string): ProjectionNeed {
  return { kind, words, why };
}
