import "server-only";
import type { EventTypeSummary } from "@/lib/api/event-types";
import type { EventSchema, Upcaster } from "@/lib/engine";

/** What a new upcaster of a type would read and make: it goes on from where the chain leads the newest stored version. */
export function nextSchemaOf(
  type: string,
  stored: readonly EventSchema[],
  upcasters: readonly Upcaster[],
): EventTypeSummary["nextSchema"] {
  const newest = newestOf(type, stored);
  const from = endOf({ type, schemaVersion: newest }, upcasters);
  const known = [...stored, ...upcasters.flatMap((upcaster) => [upcaster.from, upcaster.to])];
  return { from, to: { type: from.type, schemaVersion: Math.max(newestOf(from.type, known), from.schemaVersion) + 1 } };
}

function endOf(start: EventSchema, upcasters: readonly Upcaster[]): EventSchema {
  const seen = new Set<Upcaster>();
  for (let at = start; ; ) {
    const { type, schemaVersion } = at;
    const next = upcasters.find(({ from }) => from.type === type && from.schemaVersion === schemaVersion);
    if (next === undefined || seen.has(next)) return { type, schemaVersion };
    seen.add(next);
    at = next.to;
  }
}

function newestOf(type: string, schemas: readonly EventSchema[]): number {
  return Math.max(1, ...schemas.filter((schema) => schema.type === type).map(({ schemaVersion }) => schemaVersion));
}
