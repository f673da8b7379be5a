import "server-only";
import type { HistogramFilter } from "@/lib/api/events";
import type { AllFilter, UpcasterChain } from "@/lib/engine";
import { statePoint } from "../streams/state-point";

type Filter = Omit<HistogramFilter, "bars">;

/** The engine's filter. A type finds what is stored under it, and what today's upcasters turn into it. */
export function allFilter(filter: Filter, chain: UpcasterChain): AllFilter {
  const { category, stream, type = [], from, correlationId, system } = filter;
  return {
    ...(category === undefined ? {} : { category }),
    ...(stream === undefined ? {} : { streamContains: stream }),
    ...(type.length === 0 ? {} : { types: [...new Set([...type, ...chain.sourcesOf(type)])] }),
    ...(from === undefined ? {} : { occurredFrom: new Date(from) }),
    ...endOf(filter),
    ...(correlationId === undefined ? {} : { correlationId }),
    includeSystem: system || (category?.startsWith("$") ?? false),
  };
}

/** Where the filter ends: at the earlier of its time and the point of history that is looked at. */
function endOf({
  to,
  position,
  instant,
  clock,
}: Filter): Pick<AllFilter, "occurredBefore" | "recordedBefore" | "upToPosition"> {
  const point = statePoint({ position, instant, clock });
  const ends = to === undefined ? [] : [Date.parse(to)];
  // Events of the very millisecond belong to the instant.
  const after = point.instant === undefined ? [] : [point.instant.getTime() + 1];
  const recorded = point.clock === "recorded" ? after : [];
  const occurred = point.clock === "recorded" ? ends : [...ends, ...after];
  return {
    ...(occurred.length === 0 ? {} : { occurredBefore: new Date(Math.min(...occurred)) }),
    ...(recorded[0] === undefined ? {} : { recordedBefore: new Date(recorded[0]) }),
    ...(point.position === undefined ? {} : { upToPosition: point.position }),
  };
}
