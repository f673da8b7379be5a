import type { StoredEvent } from "../events";

/** An event as it is read today, and what it was stored as. */
export interface ReadableEvent extends StoredEvent {
  readonly stored: { readonly type: string; readonly schemaVersion: number };
}

/** The part of an upcaster chain that a projection needs. */
export interface EventChain {
  upcast(event: StoredEvent): readonly ReadableEvent[];
  readonly hash: string;
  hashFor(types: readonly string[]): string;
  /** The stored types that can become one of these. */
  sourcesOf(types: readonly string[]): readonly string[];
}
