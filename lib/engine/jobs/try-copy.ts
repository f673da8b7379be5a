import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { matchingReader, selectCategory } from "./matching-events";
import { nextSamplePlace } from "./sample-places";

/** What a copy would make of some events from all over what it would read. */
export interface TriedCopy {
  readonly events: number;
  readonly dropped: number;
  readonly split: number;
  readonly failed: number;
  /** The first event that cannot be read: a copy would stop in front of it. */
  readonly firstFailure: { readonly streamId: string; readonly version: number; readonly message: string } | null;
}

interface CopyToTry {
  readonly from: string;
  readonly chain: UpcasterChain;
  readonly after: bigint;
  readonly upTo: bigint;
  /** So many at most. */
  readonly events: number;
}

/** Reads a sample of what a copy would read through the chain, and writes nothing. */
export async function tryCopy(db: Queryable, { from, chain, after, upTo, events }: CopyToTry): Promise<TriedCopy> {
  const read = matchingReader(selectCategory(from));
  const tried = { events: 0, dropped: 0, split: 0, failed: 0 };
  let firstFailure: TriedCopy["firstFailure"] = null;
  for (let checkpoint = after; ; ) {
    const place = nextSamplePlace({ events, first: after + 1n, upTo }, { checkpoint, eventsDone: tried.events });
    if (place === null) return { ...tried, firstFailure };
    const page = await read(db, { after: place.after, upTo: place.upTo, limit: place.events });
    for (const event of page.events) {
      tried.events += 1;
      const made = chain.tryUpcast(event);
      if (!made.ok) {
        tried.failed += 1;
        firstFailure ??= { streamId: event.streamId, version: event.version, message: made.error.message };
      } else if (made.events.length === 0) tried.dropped += 1;
      else if (made.events.length > 1) tried.split += 1;
    }
    checkpoint = place.upTo;
  }
}
