import "server-only";
import { type ReducerCheck, ReducerCheckRequest } from "@/lib/api/reducers";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { reducerNameProblem } from "./reducer-name-problem";
import { reducerProblem, reducerProblems } from "./reducer-problems";

/** Checks a definition as it is written: every mistake with its place. */
export async function checkReducer(input: unknown): Promise<ReducerCheck> {
  await authorize("viewer");
  const { definition, isNew = false } = ReducerCheckRequest.parse(input);
  const { name, category } = definition;
  const [problems, taken] = await Promise.all([
    reducerProblems(definition),
    reducerNameProblem(pool, { name, category, isNew }),
  ]);
  return { problems: taken === null ? problems : [reducerProblem(taken.path, taken.message), ...problems] };
}
