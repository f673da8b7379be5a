import "server-only";
import type { ReducerBody, ReducerProblem } from "@/lib/api/reducers";
import { type ConsoleReducerDefinition, ConsoleReducerSchema, checkConsoleReducer } from "@/lib/engine";
import { dataShapes } from "../upcasters/data-shapes";

/** Everything that is wrong with a definition, the expressions of one that is half-written included. */
export async function reducerProblems(body: ReducerBody): Promise<ReducerProblem[]> {
  const parsed = ConsoleReducerSchema.safeParse(body);
  const problems: ReducerProblem[] = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => reducerProblem(path.join("."), message));
  if (body.on.length === 0 && body.otherwise !== "merge") {
    problems.push(reducerProblem("on", "Choose the event types it looks at."));
  }
  const checkable = parsed.success ? parsed.data : checkablePart(body);
  if (checkable === null) return problems;
  const shapes = await dataShapes(checkable.on.map(({ type }) => type));
  const found = checkConsoleReducer(checkable, shapes);
  const known = new Set(problems.map(({ path }) => path));
  return [...problems, ...found.filter(({ path }) => !known.has(path))];
}

/** A problem that no expression has. */
export function reducerProblem(path: string, message: string): ReducerProblem {
  return { path, severity: "error", from: 0, to: 0, message };
}

/** A path that is not written yet, say, keeps no expression from being checked; the places stay. */
function checkablePart(body: ReducerBody): ConsoleReducerDefinition | null {
  const part = ConsoleReducerSchema.safeParse({
    name: "draft",
    category: "draft",
    ...(body.initial === undefined ? {} : { initial: body.initial }),
    on: body.on.map((on, place) => ({
      ...on,
      type: on.type.trim() === "" || firstPlace(body, on.type) < place ? `(type ${place})` : on.type,
      changes: on.changes.map((change) => ({
        ...change,
        path: soundPath(change.path),
        ...("set" in change ? { set: change.set.map((each) => ({ ...each, path: soundMember(each.path) })) } : {}),
        ...("where" in change ? { where: { ...change.where, member: soundMember(change.where.member) } } : {}),
      })),
    })),
    ...(body.otherwise === undefined ? {} : { otherwise: body.otherwise }),
  });
  return part.success ? part.data : null;
}

const firstPlace = (body: ReducerBody, type: string) => body.on.findIndex((other) => other.type === type);

const { shape } = ConsoleReducerSchema;
const paths = (path: string) =>
  shape.on.safeParse([{ type: "T", changes: [{ op: "remove", path }] }]).success ? path : null;
const soundPath = (path: string) => paths(path) ?? "unnamed";
const soundMember = (path: string) => (path === "" ? "" : soundPath(path));
