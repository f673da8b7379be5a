import type { ReadableEvent } from "../../evolution/upcaster";
import type { Reducer } from "../reducer";

/** An event as its decider knows it. */
export interface DecidedEvent {
  readonly type: string;
  readonly data: unknown;
}

/** A decider whose history can be written as tests. */
export interface TestedDecider<Command = unknown, State = unknown, Event extends DecidedEvent = DecidedEvent> {
  readonly category: string;
  /** Where a test imports its parts from, under these names. */
  readonly module: string;
  readonly names: {
    readonly initial: string;
    readonly evolve: string;
    readonly decide: string;
    /** The type of its events. */
    readonly event: string;
  };
  readonly initial: State;
  // Declared as methods so that deciders of different states fit into one list.
  evolve(state: State, event: Event): State;
  decide(command: Command, state: State): readonly Event[];
  /** An event as read today as one of the decider's own; null: it knows no such type. Throws when the data does not fit. */
  read(event: Pick<ReadableEvent, "type" | "data">): Event | null;
  /** The command that leads to an event; null: none does. */
  commandOf(event: Event): Command | null;
}

/** A decider whose history can be written as tests; only for its types to be inferred. */
export function testedDecider<Command, State, Event extends DecidedEvent>(
  definition: TestedDecider<Command, State, Event>,
): TestedDecider {
  // A list holds deciders of many types; each is called with nothing but what it made itself.
  return definition as unknown as TestedDecider;
}

/** A reducer whose history can be written as tests, and what it is imported as. */
export interface TestedReducer {
  /** null: any. */
  readonly category: string | null;
  readonly module: string;
  readonly name: string;
  readonly reducer: Reducer;
}
