import type { EventTypeSummary } from "@/lib/api/event-types";
import type { TypeSort } from "./event-types-url";

type Compare = (a: EventTypeSummary, b: EventTypeSummary) => number;

const byName: Compare = (a, b) => (a.type < b.type ? -1 : 1);
const ORDERS: Readonly<Record<TypeSort, Compare>> = {
  events: (a, b) => b.events - a.events,
  name: byName,
  last: (a, b) => Date.parse(b.lastAt) - Date.parse(a.lastAt),
  first: (a, b) => a.slot - b.slot,
};

/** The types whose names contain `filter`, in the chosen order; equals by name. */
export function orderTypes(types: readonly EventTypeSummary[], filter: string, sort: TypeSort): EventTypeSummary[] {
  const part = filter.trim().toLowerCase();
  return types
    .filter(({ type }) => type.toLowerCase().includes(part))
    .toSorted((a, b) => ORDERS[sort](a, b) || byName(a, b));
}
