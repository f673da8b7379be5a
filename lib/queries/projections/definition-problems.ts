import "server-only";
import type { ConsoleDefinitionBody, ConsoleProblem } from "@/lib/api/console-projections";
import { type ConsoleDefinition, ConsoleDefinitionSchema, checkConsoleProjection } from "@/lib/engine";
import { dataShapes } from "../upcasters/data-shapes";

/** Everything that is wrong with a definition, the expressions of one that is half-written included. */
export async function definitionProblems(body: ConsoleDefinitionBody): Promise<ConsoleProblem[]> {
  const parsed = ConsoleDefinitionSchema.safeParse(body);
  const problems: ConsoleProblem[] = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => definitionProblem(path.join("."), message));
  if (body.columns.length === 0) problems.push(definitionProblem("columns", "A read model needs a column."));
  if (body.on.length === 0) problems.push(definitionProblem("on", "Choose the event types it follows."));
  const checkable = parsed.success ? parsed.data : checkablePart(body);
  if (checkable === null) return problems;
  return [...problems, ...checkConsoleProjection(checkable, await dataShapes(checkable.on.map(({ type }) => type)))];
}

/** A problem that no expression has. */
export function definitionProblem(path: string, message: string): ConsoleProblem {
  return { where: { part: "definition", path }, severity: "error", from: 0, to: 0, message };
}

/** Columns without a name yet, say, keep no expression from being checked. */
function checkablePart({ columns, on, key }: ConsoleDefinitionBody): ConsoleDefinition | null {
  const { shape } = ConsoleDefinitionSchema;
  const sound = columns.filter(
    (column, index) =>
      shape.columns.safeParse([column]).success && columns.findIndex(({ name }) => name === column.name) === index,
  );
  const names = new Set(sound.map(({ name }) => name));
  const types = on.filter(({ type }, index) => on.findIndex((other) => other.type === type) === index);
  const part = ConsoleDefinitionSchema.safeParse({
    name: "draft",
    keyColumn: names.has("key") ? "key_of_draft" : "key",
    ...(key === undefined || key.trim() === "" ? {} : { key }),
    columns: sound,
    on: types.map((each) => ({
      ...each,
      set: Object.fromEntries(Object.entries(each.set).filter(([column]) => names.has(column))),
    })),
  });
  return part.success ? part.data : null;
}
