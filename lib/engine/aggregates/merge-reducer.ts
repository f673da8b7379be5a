import { parseLossless } from "../json";
import { type Reducer, reducer } from "./reducer";

/** The state of the merge reducer: the newest value of each field that any event had. */
export type InferredState = Readonly<Record<string, unknown>>;

/**
 * The reducer for streams that have none of their own: lays each event's fields over those before, numbers with all
 * their digits. Data that is no object stands under the name of the event's type.
 */
export const mergeReducer: Reducer<InferredState> = reducer<InferredState>({
  name: "inferred state",
  category: null,
  initial: {},
  evolve(state, event) {
    const data = parseLossless(event.dataText);
    if (data === null) return state;
    return isPlainObject(data) ? { ...state, ...data } : { ...state, [event.type]: data };
  },
});

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
