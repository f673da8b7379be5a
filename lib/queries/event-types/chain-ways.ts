import "server-only";
import { type EventSchema, schemaName, type Upcaster } from "@/lib/engine";

/** What becomes of events of one schema: the upcasters they pass, and the schemas they are read as in the end. */
export interface ChainWay {
  readonly upcasters: readonly Upcaster[];
  readonly ends: readonly EventSchema[];
}

/** Follows a schema through upcasters, by all that each of them can make; circles are followed once. */
export function wayOf(upcasters: readonly Upcaster[], start: EventSchema): ChainWay {
  const passed = new Set<Upcaster>();
  const ends = new Map<string, EventSchema>();
  const queue: EventSchema[] = [start];
  const seen = new Set<string>();
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (seen.has(schemaName(at))) continue;
    seen.add(schemaName(at));
    const next = upcasters.filter(({ from }) => isSame(from, at));
    if (next.length === 0) ends.set(schemaName(at), { type: at.type, schemaVersion: at.schemaVersion });
    for (const upcaster of next) {
      passed.add(upcaster);
      if (upcaster.dropsAll !== true) queue.push(...upcaster.makes);
    }
  }
  return { upcasters: [...passed], ends: [...ends.values()] };
}

/** Whether events of a schema are read in another way through one set of upcasters than through another. */
export function readsDifferently(before: ChainWay, after: ChainWay): boolean {
  const names = ({ upcasters }: ChainWay) =>
    upcasters
      .map(({ fingerprint }) => fingerprint)
      .sort()
      .join();
  return names(before) !== names(after);
}

function isSame(a: EventSchema, b: EventSchema): boolean {
  return a.type === b.type && a.schemaVersion === b.schemaVersion;
}
