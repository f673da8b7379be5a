import { createHash } from "node:crypto";
import type { UpcasterChain } from "../evolution/chain";
import type { ReadableEvent } from "../evolution/upcaster";

/** What `(state, event) → state` means for one category of streams. The state is a JSON value. */
export interface Reducer<State = unknown> {
  readonly name: string;
  /** Raise it when the same events fold to another state, so that snapshots know. */
  readonly version: number;
  /** The category of streams that it is for; `null`: any. */
  readonly category: string | null;
  readonly initial: State;
  /** Pure: makes a new state and leaves the old as it is. */
  // Declared as a method so that reducers of different states fit into one list of `Reducer`.
  evolve(state: State, event: ReadableEvent): State;
  /** The event types that it looks at: then only their upcasters make its snapshots stale. */
  readonly types?: readonly string[];
  /** Keep a snapshot whenever a fold had to go through this many events or more; none when absent. */
  readonly snapshotEvery?: number;
  /** Stands for what `evolve` does, of a definition that is compiled. */
  readonly fingerprint?: string;
  /** Whether it was written in the console; in code when absent. */
  readonly source?: "console";
}

/** A reducer in code. */
export function reducer<State>(
  definition: Omit<Reducer<State>, "version"> & { readonly version?: number },
): Reducer<State> {
  return { ...definition, version: definition.version ?? 1 };
}

/** The name that a snapshot is kept under: it changes with the reducer and with the upcasters that feed it. */
// Not with the text of `evolve`: bundlers write it anew, and web server and workers would each keep snapshots of their own.
export function reducerHash<State>(reducer: Reducer<State>, chain: UpcasterChain): string {
  const upcasters = reducer.types === undefined ? chain.hash : chain.hashFor(reducer.types);
  const parts = [
    reducer.name,
    reducer.category,
    reducer.version,
    reducer.fingerprint ?? null,
    reducer.initial,
    upcasters,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
