import "server-only";
import type { StoredEvent } from "@/lib/engine";
import { store } from "@/lib/store";
import type { TypeVersionCount } from "./event-type-counts";

// Trying this many takes well under a second; beyond it, events are drawn from places spread over the history.
const ALL_UP_TO = 5_000;
const PLACES = 50;
const EVENTS_A_PLACE = 40;
const PAGE = 1_000;

/** Stored events of one (type, schema version): all when they are few, else some from all over the history. */
export async function sampleEvents(count: TypeVersionCount): Promise<StoredEvent[]> {
  return count.events <= ALL_UP_TO ? readEvery(count) : readSpread(count);
}

async function readEvery({
  type,
  schemaVersion,
  firstPosition,
  lastPosition,
}: TypeVersionCount): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  let after = firstPosition - 1n;
  for (;;) {
    const page = await store.readAll({ types: [type] }, { after, upTo: lastPosition, limit: PAGE });
    events.push(...page.filter((event) => event.schemaVersion === schemaVersion));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE || events.length >= ALL_UP_TO) return events;
    after = last.position;
  }
}

async function readSpread({
  type,
  schemaVersion,
  firstPosition,
  lastPosition,
}: TypeVersionCount): Promise<StoredEvent[]> {
  const span = lastPosition - firstPosition;
  const starts = Array.from({ length: PLACES }, (_, index) => firstPosition + (span * BigInt(index)) / BigInt(PLACES));
  const byPosition = new Map<bigint, StoredEvent>();
  for (const start of starts) {
    const page = await store.readAll(
      { types: [type] },
      { after: start - 1n, upTo: lastPosition, limit: EVENTS_A_PLACE },
    );
    for (const event of page) if (event.schemaVersion === schemaVersion) byPosition.set(event.position, event);
  }
  return [...byPosition.values()];
}
