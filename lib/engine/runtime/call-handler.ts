import { setTimeout as sleep } from "node:timers/promises";
import type { ReadableEvent } from "../evolution/upcaster";
import type { EventPart } from "../projections/event-parts";
import type { Reactor } from "./reactor";

/** A handler did not settle in the time it has. */
export class ReactorTimeoutError extends Error {
  override readonly name = "ReactorTimeoutError";
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`The handler took longer than ${timeoutMs / 1000} s.`);
    this.timeoutMs = timeoutMs;
  }
}

// A handler that heeds its signal settles well within this; of another one nobody knows whether it had its effect.
const GRACE_MS = 3_000;

/** Hands the events that a stored event is read as to their handlers, one after the other; throws what a handler throws. */
export async function callHandlers(reactor: Reactor, part: EventPart, stopping: AbortSignal): Promise<void> {
  if (part.error !== null) throw part.error;
  for (const [index, { event }] of part.steps.entries()) {
    const idempotencyKey = `${reactor.name}:${event.eventId}${index === 0 ? "" : `/${index + 1}`}`;
    await callHandler(reactor, event, idempotencyKey, stopping);
  }
}

async function callHandler(
  { handlerOf, timeoutMs }: Reactor,
  event: ReadableEvent,
  idempotencyKey: string,
  stopping: AbortSignal,
): Promise<void> {
  const settled = new AbortController();
  const late = new AbortController();
  const signal = AbortSignal.any([stopping, late.signal]);
  const timer = setTimeout(() => late.abort(new ReactorTimeoutError(timeoutMs)), timeoutMs);
  try {
    const handled = Promise.resolve(handlerOf(event.type)?.(event, { idempotencyKey, signal }));
    await Promise.race([handled, givenUp(signal, settled.signal)]);
  } catch (error) {
    throw late.signal.aborted ? late.signal.reason : error;
  } finally {
    clearTimeout(timer);
    settled.abort();
  }
}

/** Rejects a moment after the signal has fired; never, once the handler has settled. */
async function givenUp(signal: AbortSignal, settled: AbortSignal): Promise<never> {
  await new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener("abort", resolve, { once: true, signal: settled });
  });
  await sleep(GRACE_MS, undefined, { signal: settled }).catch(() => new Promise(() => undefined));
  throw signal.reason;
}
