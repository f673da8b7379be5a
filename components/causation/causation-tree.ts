import type { CorrelatedEvent } from "@/lib/api/correlations";

/** An event in the tree of what caused what, `depth` steps from its root. */
export interface CausationNode {
  readonly event: CorrelatedEvent;
  readonly depth: number;
  /** The event that caused it; `null` for a root. */
  readonly cause: CorrelatedEvent | null;
}

/**
 * Orders events as trees: each after its cause and what else that caused before. An event is a root when the one that
 * caused it is not an earlier one of these: ids in metadata may lead anywhere, in circles too.
 */
export function causationTree(events: readonly CorrelatedEvent[]): CausationNode[] {
  const placeOf = new Map(events.map(({ eventId }, index) => [eventId, index]));
  const causes = events.map(({ causationId }, index) => {
    const cause = causationId === null ? undefined : placeOf.get(causationId);
    return cause !== undefined && cause < index ? cause : null;
  });
  const effects = events.map((): number[] => []);
  const waiting: { readonly index: number; readonly depth: number }[] = [];
  for (const [index, cause] of causes.entries()) {
    if (cause === null) waiting.unshift({ index, depth: 0 });
    else effects[cause]?.unshift(index);
  }
  const nodes: CausationNode[] = [];
  // Not recursive: a chain of a thousand causes is a tree of that depth.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { index, depth } = next;
    const event = events[index];
    if (event === undefined) continue;
    nodes.push({ event, depth, cause: events[causes[index] ?? -1] ?? null });
    for (const effect of effects[index] ?? []) waiting.push({ index: effect, depth: depth + 1 });
  }
  return nodes;
}
