import "server-only";
import type { StoredEvent } from "@/lib/engine";
import { store } from "@/lib/store";
import type { TypeVersionCount } from "../event-types/event-type-counts";

// Trying this many takes well under a second; beyond it, events are drawn from places spread over the history.
const ALL_UP_TO = 5_000;
const PLACES = 50;
const EVENTS_A_PLACE = 40;
const PAGE = 1_000;

// Somebody who writes a draft tries it every few seconds, on the same events.
const KEPT_MS = 60_000;
const MAX_KEPT = 6;
const MOST_LETTERS = 32_000_000;
const kept = new Map<string, { readonly at: number; readonly events: Promise<StoredEvent[]> }>();

/** Stored events of one (type, schema version): all when they are few, else some from all over the history. */
export function sampleEvents(count: TypeVersionCount): Promise<StoredEvent[]> {
  const key = JSON.stringify([count.type, count.schemaVersion, count.events, count.lastPosition.toString()]);
  const known = kept.get(key);
  if (known !== undefined && Date.now() - known.at < KEPT_MS) return known.events;
  const events = (count.events <= ALL_UP_TO ? readEvery(count) : readSpread(count)).then(asManyAsFit);
  events.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.delete(key);
  kept.set(key, { at: Date.now(), events });
  return events;
}

function asManyAsFit(events: readonly StoredEvent[]): StoredEvent[] {
  let letters = 0;
  return events.filter(({ dataText }) => {
    letters += dataText.length;
    return letters <= MOST_LETTERS;
  });
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
  const pages = await Promise.all(
    starts.map((start) =>
      store.readAll({ types: [type] }, { after: start - 1n, upTo: lastPosition, limit: EVENTS_A_PLACE }),
    ),
  );
  for (const page of pages) {
    for (const event of page) if (event.schemaVersion === schemaVersion) byPosition.set(event.position, event);
  }
  return [...byPosition.values()];
}
