import type { UpcasterChain } from "../evolution/chain";
import { type EventPart, eventParts } from "../projections/event-parts";
import { eventReading } from "../projections/projected-event";
import type { Retryable } from "../projections/retryable";
import { callHandlers } from "./call-handler";
import type { Reactor } from "./reactor";

/** A retry's transaction has come to events that were not handed over yet; no transaction is open while they are. */
class NotHandedOverError extends Error {
  readonly parts: readonly EventPart[];

  constructor(parts: readonly EventPart[]) {
    super("Events of a retry have still to be handed over.");
    this.parts = parts;
  }
}

/**
 * A reactor, as a retry of one parked stream needs it: the retry's transaction finds out which events are due, gives up,
 * and is run again when they have been handed over; it ends when it finds none that are new.
 */
export function retryableReactor(reactor: Reactor, chain: UpcasterChain, stopping: AbortSignal): Retryable {
  const { follows } = reactor;
  const reading = eventReading(follows, chain);
  const handed = new Set<bigint>();
  const failed = new Map<bigint, unknown>();
  return {
    reading,
    partsOf: (partition) => eventParts(follows, reading, [partition]),
    async apply(_db, _readModel, parts) {
      for (const [index, part] of parts.entries()) {
        const { position } = part.place;
        if (handed.has(position)) continue;
        if (failed.has(position)) return { applied: index, error: failed.get(position) };
        throw new NotHandedOverError(parts.slice(index));
      }
      return { applied: parts.length, error: null };
    },
    async resolve(error) {
      if (!(error instanceof NotHandedOverError)) return false;
      for (const part of error.parts) {
        stopping.throwIfAborted();
        try {
          await callHandlers(reactor, part, stopping);
          handed.add(part.place.position);
        } catch (cause) {
          stopping.throwIfAborted();
          failed.set(part.place.position, cause);
          return true;
        }
      }
      return true;
    },
  };
}
