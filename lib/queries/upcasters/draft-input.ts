import "server-only";
import type { EventPlace } from "@/lib/api/event-type-shape";
import { compileChain, type EventSchema, type StoredEvent, type Upcaster, UpcasterChainError } from "@/lib/engine";
import { store } from "@/lib/store";
import type { TypeVersionCount } from "../event-types/event-type-counts";
import { sampleEvents } from "./sample-events";

/** What a draft reads: the stored schemas whose events reach it, through the upcasters before it. */
export interface DraftInput {
  readonly sources: readonly TypeVersionCount[];
  /** The event as the draft gets to see it; none when the upcasters before it fail on it, or make something else of it. */
  read(event: StoredEvent): StoredEvent[];
}

/** The stored versions whose events reach a draft: those of the version it reads, and older ones upcast to it. */
export function draftInput(
  from: EventSchema,
  counts: readonly TypeVersionCount[],
  before: readonly Upcaster[],
): DraftInput {
  const chain = compileOrNull(before);
  const isInput = ({ type, schemaVersion }: EventSchema) => type === from.type && schemaVersion === from.schemaVersion;
  return {
    sources: counts.filter((count) => isInput(count) || (chain?.allReadAs(count).some(isInput) ?? false)),
    read(event) {
      if (chain === null || chain.isIdentityFor(event.type, event.schemaVersion)) return isInput(event) ? [event] : [];
      const read = chain.tryUpcast(event);
      return read.ok ? read.events.filter(isInput) : [];
    },
  };
}

/** Stored events that a draft reads: all when they are few, else some from all over the history. */
export async function draftEvents({ sources, read }: DraftInput): Promise<StoredEvent[]> {
  const lists = await Promise.all(sources.map(sampleEvents));
  return lists.flat().flatMap(read);
}

/** These events, as far as they are there and the draft reads them. */
export async function eventsAt(places: readonly EventPlace[], { read }: DraftInput): Promise<StoredEvent[]> {
  const lists = await Promise.all(
    places.map(({ streamId, version }) => store.readStream(streamId, { from: version, to: version })),
  );
  return lists.flat().flatMap(read);
}

function compileOrNull(upcasters: readonly Upcaster[]) {
  try {
    return compileChain(upcasters);
  } catch (error) {
    if (error instanceof UpcasterChainError) return null;
    throw error;
  }
}
