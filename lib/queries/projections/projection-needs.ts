import "server-only";
import type { ProjectionNeed } from "@/lib/api/projections";
import { formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { failingEvent } from "./projection-causes";
import type { ProjectionFacts } from "./projection-facts";

/** What somebody should do about it, most urgent first. */
export function needsOf(facts: ProjectionFacts): ProjectionNeed[] {
  if (facts.mode === "live" || facts.retiredAt !== null) return [];
  const { name, failure, paused, parked, rebuild, recommendation, heldBack } = facts;
  const page = `/projections/${encodeURIComponent(name)}`;
  const needs: ProjectionNeed[] = [];
  if (failure !== null) {
    const event = failingEvent(failure);
    const href = event === null ? page : streamHref(event.streamId, `version=${event.version}`);
    needs.push(need("retry", "Fix the cause", "one event cannot be applied", href));
  }
  const stranded = facts.capableWorkers === 0 && !facts.inAppend;
  const outdated = facts.builtDefinitionVersion !== null && facts.builtDefinitionVersion !== facts.definitionVersion;
  if (facts.liveWorkers === 0 && stranded) needs.push(need("worker", "Start a worker", "none is alive", "/workers"));
  else if (stranded && outdated && rebuild === null) needs.push(need("rebuild", "Rebuild", "definition changed", null));
  else if (stranded && !outdated) needs.push(need("worker", "Start a worker", "none runs it", "/workers"));
  if (paused !== null) needs.push(need("resume", "Resume", `paused by ${paused.by ?? "somebody"}`, page));
  if (heldBack !== null && heldBack.waiting > 0 && !facts.inAppend) {
    needs.push(need("append", "End the append", heldByWords(facts), page));
  }
  if (parked.streams > 0) {
    const href = `/dead-letters?projection=${encodeURIComponent(name)}`;
    needs.push(need("retry", "Retry", formatCounted(parked.streams, "dead letter"), href));
  }
  if (rebuild?.status === "ready") {
    needs.push(need("promote", `Promote v${rebuild.version}`, "rebuilt and waiting", `${page}?tab=rebuild`));
  } else if (rebuild?.paused != null) {
    const by = `rebuild paused by ${rebuild.paused.by ?? "somebody"}`;
    needs.push(need("resume", "Resume", by, `${page}?tab=rebuild`));
  } else if (rebuild === null && recommendation !== null && recommendation.ignored === null) {
    if (!needs.some(({ kind }) => kind === "rebuild"))
      needs.push(need("rebuild", "Rebuild", recommendation.words, null));
  }
  return needs;
}

function heldByWords({ heldBack }: ProjectionFacts): string {
  const pid = heldBack?.appends[0]?.pid ?? null;
  return pid === null ? "held back by one" : `process ${pid}`;
}

function need(kind: ProjectionNeed["kind"], words: string, why: string, href: string | null): ProjectionNeed {
  return { kind, words, why, href };
}
