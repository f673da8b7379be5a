import { expect } from "vitest";
import { Refusal } from "../refusal";

interface PureDecider<State, Event, Command> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (command: Command, state: State) => Event[];
}

/** `given(order)(…past events).when(command).leadsTo(…events)`: a decider's rules, one a line. */
export function given<State, Event, Command>({ initial, evolve, decide }: PureDecider<State, Event, Command>) {
  return (...past: Event[]) => {
    const state = past.reduce(evolve, initial);
    return {
      when: (command: Command) => ({
        /** The command leads to exactly these, and to nothing when it is given again after them. */
        leadsTo(...events: Event[]) {
          expect(decide(command, state)).toEqual(events);
          expect(decide(command, events.reduce(evolve, state))).toEqual([]);
        },
        leadsToNothing() {
          expect(decide(command, state)).toEqual([]);
        },
        isRefused(rule: RegExp) {
          expect(() => decide(command, state)).toThrow(Refusal);
          expect(() => decide(command, state)).toThrow(rule);
        },
      }),
    };
  };
}
