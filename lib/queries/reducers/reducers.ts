import "server-only";
import { pool } from "@/lib/db/pool";
import { loadConsoleReducers, mergeReducer, type Reducer } from "@/lib/engine";
import { reducers as codeReducers } from "@/lib/store";

// The inferred state has no policy of its own; without snapshots, long streams would be read from the start.
const inferred: Reducer = { ...(mergeReducer as Reducer), snapshotEvery: 500 };

/**
 * The reducers that can fold streams of a category; the first is the one that they are shown with: the code's, then the
 * published ones of the console, the one published last before the others, then the inferred one.
 */
export async function reducersOf(category: string): Promise<readonly Reducer[]> {
  return reducersAmong(await writtenReducers(), category);
}

/** The same, of written reducers that were read already. */
export function reducersAmong(written: readonly Reducer[], category: string): readonly Reducer[] {
  return [...written.filter((reducer) => reducer.category === category), inferred];
}

/** Everybody who reads events into states because somebody wrote so, in code or in the console. */
export async function writtenReducers(): Promise<readonly Reducer[]> {
  const { reducers } = await loadConsoleReducers(pool);
  return [...codeReducers, ...reducers];
}

/** Whether nobody wrote the reducer: it lays the events' fields over each other. */
export function isInferred(reducer: Reducer): boolean {
  return reducer === inferred;
}
