import "server-only";
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
