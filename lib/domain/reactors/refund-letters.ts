import { v5 } from "uuid";
import { type EventStore, type Reaction, type Reactor, type ReadableEvent, reactor } from "@/lib/engine";
import { toWrite } from "../event-schemas";
import { letterEvents, letterStream } from "../letter";
import { paymentEvents } from "../payment";

// Any UUID of our own: it makes the key of a reaction the id of the event that follows from it.
const FOLLOW_UPS = "0c3d6a52-8f4b-4f0e-9a53-6f1a2c9e7b14";

/**
 * Queues a letter to the customer for each refund. It follows no letters, so that it cannot follow itself; handed the
 * same refund twice, it appends the same event, which the store takes for the retry that it is.
 */
export function refundLetters(store: Pick<EventStore, "append">): Reactor {
  async function queueLetter(event: ReadableEvent, { idempotencyKey }: Reaction): Promise<void> {
    const refund = paymentEvents.RefundIssued.data.parse(event.data);
    const { customerId, amount, currency, refundId: about } = refund;
    const letter = toWrite(letterEvents, {
      type: "LetterQueued",
      data: { customerId, about, template: "refund", amount, currency },
    });
    const metadata = { ...event.metadata, actor: "refund-letters", causationId: event.eventId };
    const eventId = v5(idempotencyKey, FOLLOW_UPS);
    await store.append(letterStream(about), "any", [{ ...letter, eventId, metadata }]);
  }
  return reactor({
    name: "refund-letters",
    version: 1,
    description: "Queues a letter to the customer for each refund from now on.",
    on: { RefundIssued: queueLetter },
  });
}
