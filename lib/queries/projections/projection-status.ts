import "server-only";
import type { StallCause } from "@/lib/api/projection-watch";
import type { ProjectionStatus } from "@/lib/api/projections";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import type { ProjectionFacts } from "./projection-facts";

// A worker applies batches and polls in between; less than this is its ordinary rhythm.
const QUIET_SECONDS = 5;

/** The status in words, with its reason: the cause for which it stands still, or how it runs. */
export function statusOf(facts: ProjectionFacts, causes: readonly StallCause[]): ProjectionStatus {
  if (facts.retiredAt !== null) return retired(facts, facts.retiredAt);
  if (facts.mode === "live") return onRequest(facts);
  const [cause] = causes;
  if (cause !== undefined) return stalled(facts, cause);
  if (facts.servingVersion === null) {
    return status("not-built", "Not built yet", `${facts.name} has no read model yet. Rebuild it to make one.`);
  }
  if (facts.behind > 0 && facts.behindSeconds !== null && facts.behindSeconds > QUIET_SECONDS) return behind(facts);
  if (facts.parked.streams > 0) return parked(facts);
  if (facts.inAppend) {
    const words = "Its rows are written in the transaction of each append: after an append they are there.";
    return status("in-append", "In the append", words);
  }
  if (!facts.hasEvents) return status("idle", "Idle", noEventsYet(facts.types));
  return status("running", "Running", `Every event up to position ${formatCount(facts.watermark)} was applied.`);
}

function stalled(facts: ProjectionFacts, cause: StallCause): ProjectionStatus {
  const { kind, words } = tagOf(facts, cause);
  return { kind, words, reason: cause.words, since: cause.since, event: cause.event };
}

function tagOf(facts: ProjectionFacts, cause: StallCause): Pick<ProjectionStatus, "kind" | "words"> {
  const { servingVersion, rebuild, onError, failure } = facts;
  switch (cause.kind) {
    case "paused":
      return { kind: "paused", words: "Paused" };
    case "poison":
      return onError.policy !== "stop" && (failure?.attempts ?? 0) < onError.attempts
        ? { kind: "retrying", words: "Retries an event" }
        : { kind: "stopped", words: "Stopped by a poison event" };
    case "no-worker":
      if (facts.liveWorkers === 0) return { kind: "no-worker", words: "No live worker" };
      return facts.builtDefinitionVersion === facts.definitionVersion
        ? { kind: "no-worker", words: "No worker runs it" }
        : { kind: "changed", words: "Definition changed" };
    case "dead-lease":
      return { kind: "taking-over", words: "Waits for a take-over" };
    case "open-append":
      return { kind: "held", words: "Held by an open append" };
    case "rebuild-paused":
      return { kind: "paused", words: `Rebuild to v${rebuild?.version ?? 0} paused` };
    case "rebuilding":
      return {
        kind: "rebuilding",
        words:
          servingVersion === null
            ? `Building v${rebuild?.version ?? 0}`
            : `Serving v${servingVersion}, rebuilding v${rebuild?.version ?? 0}`,
      };
  }
}

function retired({ name, servingVersion }: ProjectionFacts, at: Date): ProjectionStatus {
  const rows = servingVersion === null ? "" : " Its read model stays as it is and is not fed any more.";
  return { ...status("retired", "Out of use", `${name} was taken out of use.${rows}`), since: at.toISOString() };
}

function onRequest({ name }: ProjectionFacts): ProjectionStatus {
  return status("on-request", "On request", `${name} keeps no table: its rows are folded when somebody asks.`);
}

function behind(facts: ProjectionFacts): ProjectionStatus {
  const { name, lagTrend } = facts;
  const events = formatCounted(facts.behind, "event");
  const time = facts.behindSeconds === null ? "" : ` and ${formatDuration(facts.behindSeconds * 1000)}`;
  const catchingUp =
    lagTrend?.direction === "rising"
      ? " and falls further behind"
      : lagTrend?.caughtUpInSeconds == null
        ? " and catching up"
        : ` and will have caught up in about ${formatDuration(lagTrend.caughtUpInSeconds * 1000)}`;
  return status("behind", `Behind by ${events}`, `${name} is ${events}${time} behind${catchingUp}.`);
}

function parked({ name, parked: { streams, waiting } }: ProjectionFacts): ProjectionStatus {
  const held =
    waiting === 0
      ? ""
      : ` ${formatCounted(waiting, "later event")} of theirs ${waiting === 1 ? "waits" : "wait"} in order.`;
  const words = `${name} could not apply an event of ${formatCounted(streams, "stream")}.${held} All others go on.`;
  return status("parked", `${formatCounted(streams, "stream")} parked`, words);
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
