import { expect } from "vitest";
import { type Reducer, stringifyLossless } from "@/lib/engine";
import { stored } from "./samples";

/** An event as it is read; its data as JSON text where a number has digits that JavaScript would lose. */
type Read = { readonly type: string } & ({ readonly data: unknown } | { readonly dataText: string });

/** `folding(fineReducer)(…events).gives(state)`: what a reducer makes of events. */
export function folding<State>(reducer: Reducer<State>) {
  return (...events: Read[]) => {
    const state = events.reduce((current, event) => reducer.evolve(current, readable(event)), reducer.initial);
    const text = stringifyLossless(state);
    return {
      gives(expected: unknown) {
        expect(JSON.parse(text)).toEqual(expected);
      },
      /** The state as JSON, to the digit. */
      givesText(expected: string) {
        expect(text).toBe(expected);
      },
    };
  };
}

function readable(event: Read) {
  if ("data" in event) return stored(event);
  return stored({ type: event.type, data: JSON.parse(event.dataText) }, { dataText: event.dataText });
}
