import { WrongExpectedVersionError } from "../errors";
import type { EventMetadata, NewEvent, Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import type { AppendOptions, AppendResult, EventStore } from "../store/event-store";
import type { Reducer } from "./reducer";
import { stateAt } from "./state-at";

/** How one kind of stream answers commands: what it remembers, and what it decides. */
export interface Decider<Command, State> {
  readonly reducer: Reducer<State>;
  /** Pure: the events that the command leads to, none when there is nothing left to do; throws to refuse it. */
  readonly decide: (command: Command, state: State) => readonly NewEvent[];
}

/** A decider; only for its types to be inferred. */
export function decider<Command, State>(definition: Decider<Command, State>): Decider<Command, State> {
  return definition;
}

/** Where a decider reads and writes. */
export interface DecisionContext {
  readonly store: Pick<EventStore, "append">;
  readonly db: Queryable;
  readonly chain: UpcasterChain;
}

export interface HandleOptions extends AppendOptions {
  /** Laid under the metadata of every event: who, and because of what. */
  readonly metadata?: EventMetadata;
  /** How often to decide anew when other writers were first; defaults to 5. */
  readonly attempts?: number;
}

/**
 * Decides a command on the newest state and appends what it leads to, at the version it was decided on; decides anew
 * when another writer was first. Throws what `decide` throws, and the last conflict when there were too many.
 */
export async function handle<Command, State>(
  context: DecisionContext,
  { reducer, decide }: Decider<Command, State>,
  streamId: string,
  command: Command,
  options: HandleOptions = {},
): Promise<AppendResult> {
  const { metadata, attempts = 5, client } = options;
  const reading = { db: client ?? context.db, chain: context.chain, reducer, keepSnapshots: true };
  for (let attempt = 1; ; attempt += 1) {
    const { state, version, problems } = await stateAt(reading, streamId);
    // A decision on a state that lacks an event would be one on another history.
    if (problems[0] !== undefined) throw problems[0].error;
    const events = decide(command, state).map((event) => withMetadata(event, metadata));
    if (events.length === 0) return { streamId, firstVersion: version, version, position: 0n, appended: 0 };
    try {
      return await context.store.append(streamId, version, events, client === undefined ? {} : { client });
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError) || attempt >= attempts) throw error;
    }
  }
}

function withMetadata(event: NewEvent, metadata: EventMetadata | undefined): NewEvent {
  return metadata === undefined ? event : { ...event, metadata: { ...metadata, ...event.metadata } };
}
