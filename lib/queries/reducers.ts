import "server-only";
import { mergeReducer, type Reducer } from "@/lib/engine";
import { reducers as codeReducers } from "@/lib/store";

// The inferred state has no policy of its own; without snapshots, long streams would be read from the start.
const inferred: Reducer = { ...(mergeReducer as Reducer), snapshotEvery: 500 };

/** The reducers that can fold streams of a category; the first is the one that they are shown with. */
export async function reducersOf(category: string): Promise<readonly Reducer[]> {
  return [...codeReducers.filter((reducer) => reducer.category === category), inferred];
}

/** Whether nobody wrote the reducer: it lays the events' fields over each other. */
export function isInferred(reducer: Reducer): boolean {
  return reducer === inferred;
}
