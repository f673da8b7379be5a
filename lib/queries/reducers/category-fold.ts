import "server-only";
import type { BisectionJob } from "@/lib/api/jobs";
import type { Reducer, UpcasterChain } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { chain as currentChain } from "@/lib/store";
import { reducersOf } from "./reducers";

/** What the states of a category are folded with. */
export interface CategoryFold {
  readonly chain: UpcasterChain;
  readonly reducer: Reducer;
  /** All that it could be folded with, by name. */
  readonly reducers: readonly string[];
}

/** The category's reducer of a name, or its first; an AppError "not-found" for one that it has not. */
export async function categoryFold(category: string, name: string | undefined): Promise<CategoryFold> {
  const [chain, known] = await Promise.all([currentChain(), reducersOf(category)]);
  const reducer = name === undefined ? known[0] : known.find((each) => each.name === name);
  const reducers = known.map((each) => each.name);
  if (reducer !== undefined) return { chain, reducer, reducers };
  const names = reducers.map((each) => `"${each}"`).join(", ");
  throw new AppError(`The category ${category} has no reducer "${name}"; it has ${names}.`, {
    code: "not-found",
    details: { category, reducer: name },
  });
}

/** What an answer was found with; null: its reducer or the upcasters have changed, and what came since is no part of it. */
export async function foldOfAnswer({
  category,
  reducer: { name, version },
  chainHash,
}: BisectionJob["params"]): Promise<CategoryFold | null> {
  const [chain, known] = await Promise.all([currentChain(), reducersOf(category)]);
  const reducer = known.find((each) => each.name === name && each.version === version);
  if (reducer === undefined || chain.hash !== chainHash) return null;
  return { chain, reducer, reducers: known.map((each) => each.name) };
}

/** Why an answer cannot be gone on with. */
export const ANSWER_OUTDATED = "The reducer or the upcasters have changed since; ask the whole question.";
