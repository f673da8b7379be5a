import "server-only";
import type { EventFilter } from "@/lib/api/events";
import type { AllFilter, UpcasterChain } from "@/lib/engine";

type Filter = Pick<EventFilter, "category" | "stream" | "type" | "from" | "to" | "correlationId" | "system">;

/** The engine's filter. A type finds what is stored under it, and what today's upcasters turn into it. */
export function allFilter(filter: Filter, chain: UpcasterChain): AllFilter {
  const { category, stream, type = [], from, to, correlationId, system } = filter;
  return {
    ...(category === undefined ? {} : { category }),
    ...(stream === undefined ? {} : { streamContains: stream }),
    ...(type.length === 0 ? {} : { types: [...new Set([...type, ...chain.sourcesOf(type)])] }),
    ...(from === undefined ? {} : { occurredFrom: new Date(from) }),
    ...(to === undefined ? {} : { occurredBefore: new Date(to) }),
    ...(correlationId === undefined ? {} : { correlationId }),
    includeSystem: system || (category?.startsWith("$") ?? false),
  };
}
