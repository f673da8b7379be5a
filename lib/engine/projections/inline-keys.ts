import type { UpcasterChain } from "../evolution/chain";
import type { ReadableEvent } from "../evolution/upcaster";
import type { PreparedAppend } from "../store/append";
import { foldStep } from "./fold";
import type { Projection } from "./projection";

/**
 * The rows that an append is going to change, told before the store has given its events a place; `null` when that
 * cannot be told. Whoever locks these rows checks afterwards that the events changed no others.
 */
export function foretoldKeys(
  projection: Projection,
  chain: UpcasterChain,
  appends: readonly PreparedAppend[],
): readonly string[] | null {
  const keys = new Set<string>();
  try {
    for (const append of appends) {
      for (const event of prospectiveEvents(projection, chain, append)) {
        for (const key of foldStep(projection, event)?.keys ?? []) keys.add(key);
      }
    }
  } catch {
    // What is wrong with the event is said when it is folded in earnest.
    return null;
  }
  return [...keys];
}

function prospectiveEvents(
  { reads }: Projection,
  chain: UpcasterChain,
  { streamId, expected, events }: PreparedAppend,
): readonly ReadableEvent[] {
  const now = new Date();
  const first = typeof expected === "number" ? expected + 1 : 1;
  return events.flatMap((event, index) => {
    const { type, schemaVersion } = event;
    const stored = {
      ...{ streamId, type, schemaVersion, eventId: event.eventId },
      version: first + index,
      position: 0n,
      data: JSON.parse(event.data),
      dataText: event.data,
      metadata: JSON.parse(event.metadata),
      occurredAt: event.occurredAt === null ? now : new Date(event.occurredAt),
      recordedAt: now,
    };
    return reads === "stored" ? [{ ...stored, stored: { type, schemaVersion } }] : chain.upcast(stored);
  });
}
