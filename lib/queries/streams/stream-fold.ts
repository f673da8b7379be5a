import "server-only";
import { pool } from "@/lib/db/pool";
import {
  parseLossless,
  type Reducer,
  type StateContext,
  type StateProblem,
  streamCategory,
  stringifyLossless,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { chain } from "@/lib/store";
import { isInferred, reducersOf } from "../reducers/reducers";
import { chainWithStoredDraft } from "./draft-chain";

/** It folds on the web server, beside everybody else; a million small states take about as long. */
const STATE_WITHIN_MS = 10_000;

interface FoldOptions {
  /** One of the category's reducers by name; the first when left out. */
  readonly reducer?: string | undefined;
  /** A draft upcaster that the events are read with, by its id. */
  readonly draft?: string | undefined;
}

/** What the states of a stream are folded with; an AppError "not-found" for a reducer that its category has not. */
export async function foldContext(streamId: string, options: FoldOptions = {}): Promise<StateContext<unknown>> {
  const category = streamCategory(streamId);
  const reducers = await reducersOf(category);
  const reducer = options.reducer === undefined ? reducers[0] : reducers.find(({ name }) => name === options.reducer);
  if (reducer === undefined) {
    const names = reducers.map(({ name }) => `"${name}"`).join(", ");
    throw new AppError(`The category ${category} has no reducer "${options.reducer}"; it has ${names}.`, {
      code: "not-found",
      details: { category, reducer: options.reducer },
    });
  }
  // Nobody needs the snapshots of a chain that may never be.
  const keepSnapshots = options.draft === undefined;
  const read = options.draft === undefined ? await chain() : await chainWithStoredDraft(options.draft);
  return { db: pool, chain: read, reducer, keepSnapshots, withinMs: STATE_WITHIN_MS };
}

/** How the page names a reducer; an inferred state is nobody's decision, and says so. */
export function describeReducer(reducer: Reducer): {
  name: string;
  version: number;
  inferred: boolean;
} {
  return { name: reducer.name, version: reducer.version, inferred: isInferred(reducer) };
}

/** A state as plain JSON, every number with its digits, whatever the reducer made it of. */
export function plainState(state: unknown): unknown {
  return parseLossless(stringifyLossless(state));
}

/** A problem of a fold in words. */
export function problemInWords({ version, error }: StateProblem): { version: number; message: string } {
  return { version, message: error.message };
}
