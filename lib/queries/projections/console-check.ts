import "server-only";
import { CheckRequest, type ConsoleCheck } from "@/lib/api/console-projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { definitionProblem, definitionProblems } from "./definition-problems";
import { nameProblem } from "./name-problem";

/** Checks a definition as it is written: every mistake with its place. */
export async function checkDefinition(input: unknown): Promise<ConsoleCheck> {
  await authorize("viewer");
  const { definition, isNew = false } = CheckRequest.parse(input);
  const problems = await definitionProblems(definition);
  const taken = await nameProblem(pool, definition.name, isNew);
  return { problems: taken === null ? problems : [definitionProblem("name", taken), ...problems] };
}
