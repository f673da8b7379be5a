import { z } from "zod";
import type { StoredEvent } from "../events";
import { compileExpression } from "./cel";
import { ExpressionError, MAX_EXPRESSION_LENGTH } from "./cel-parse";
import { isPresent, JsonEditError, valueAt, withNewName, withoutValue, withValue } from "./json-edit";
import { type PathSegments, parsePath, problemWithPath } from "./path";

const Path = z
  .string()
  .trim()
  .max(500)
  .superRefine((path, context) => {
    const problem = problemWithPath(path);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

const Expression = z
  .string()
  .trim()
  .min(1)
  .max(MAX_EXPRESSION_LENGTH)
  .superRefine((text, context) => {
    try {
      compileExpression(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
    }
  });

/** Gives a field another path. `ifPresent`: an event without it is left as it is, instead of being an error. */
const Rename = z.strictObject({ op: z.literal("rename"), from: Path, to: Path, ifPresent: z.boolean().optional() });

/** Writes a constant. `ifMissing`: only where there is none yet. */
const SetValue = z.strictObject({
  op: z.literal("set"),
  path: Path,
  value: z.json(),
  ifMissing: z.boolean().optional(),
});

/** Takes a field away; an event without it is left as it is. */
const Remove = z.strictObject({ op: z.literal("remove"), path: Path });

/** Writes the result of a CEL expression, which sees the data as the operations before it left them. */
const Compute = z.strictObject({ op: z.literal("compute"), path: Path, expression: Expression });

export const OperationSchema = z.discriminatedUnion("op", [Rename, SetValue, Remove, Compute]);
export const OperationsSchema = z.array(OperationSchema).max(100);
export type Operation = z.infer<typeof OperationSchema>;

/** An operation that an event's data does not allow; `operation` is its 0-based place in the list. */
export class OperationFailedError extends Error {
  override readonly name = "OperationFailedError";
  readonly operation: number;
  readonly path: string;
  /** What stood there, as JSON, cut at 200 characters. */
  readonly value: string | undefined;

  constructor(operation: number, path: string, value: unknown, options: { cause: Error }) {
    super(`Operation ${operation + 1}: ${options.cause.message}`, options);
    this.operation = operation;
    this.path = path;
    this.value = JSON.stringify(value)?.slice(0, 200);
  }
}

/** A change of one payload. The same edit serves two trees of it: the numbers as doubles, and as their digits. */
type Edit = (data: unknown) => unknown;
type Step = (data: unknown, event: StoredEvent) => Edit | undefined;

const unchanged: Edit = (data) => data;

/**
 * Compiles operations to a function that decides, on the data as JavaScript has it, the edits to make. Applying them
 * to `data` gives the new data; applying them to the losslessly parsed text gives the new text, in which every number
 * that no operation touched keeps its digits.
 */
export function compileOperations(operations: readonly Operation[]) {
  const steps = operations.map(stepOf);
  return (event: StoredEvent): { readonly data: unknown; readonly edits: readonly Edit[] } => {
    const edits: Edit[] = [];
    let data = event.data;
    for (const [index, step] of steps.entries()) {
      try {
        const edit = step(data, event) ?? unchanged;
        data = edit(data);
        edits.push(edit);
      } catch (error) {
        const path = pathOf(operations[index], error);
        throw new OperationFailedError(index, path, valueAt(data, parsePath(path)), { cause: asError(error) });
      }
    }
    return { data, edits };
  };
}

function stepOf(operation: Operation): Step {
  switch (operation.op) {
    case "rename":
      return rename(parsePath(operation.from), parsePath(operation.to), operation.ifPresent ?? false);
    case "set":
      return set(parsePath(operation.path), operation.value, operation.ifMissing ?? false);
    case "remove": {
      const path = parsePath(operation.path);
      return () => (data) => withoutValue(data, path);
    }
    case "compute": {
      const path = parsePath(operation.path);
      const expression = compileExpression(operation.expression);
      return (data, event) => {
        const value = expression.evaluate({ data, event });
        return (tree) => withValue(tree, path, value);
      };
    }
  }
}

function rename(from: PathSegments, to: PathSegments, ifPresent: boolean): Step {
  const name = to.at(-1) ?? "";
  const staysInPlace = from.length === to.length && from.slice(0, -1).every((segment, index) => segment === to[index]);
  const edit: Edit = (data) => {
    const parentIsList = Array.isArray(valueAt(data, from.slice(0, -1)));
    if (staysInPlace && !parentIsList) return withNewName(data, from, name);
    return withValue(withoutValue(data, from), to, valueAt(data, from));
  };
  const isNoop = staysInPlace && from.at(-1) === name;
  return (data) => {
    if (isNoop) return undefined;
    if (!isPresent(data, from)) {
      if (ifPresent) return undefined;
      throw new JsonEditError(from, "is missing.");
    }
    if (isPresent(data, to)) throw new JsonEditError(to, "is there already; a rename does not overwrite it.");
    return edit;
  };
}

function set(path: PathSegments, value: unknown, ifMissing: boolean): Step {
  const edit: Edit = (data) => withValue(data, path, value);
  return (data) => (ifMissing && isPresent(data, path) ? undefined : edit);
}

function pathOf(operation: Operation | undefined, error: unknown): string {
  if (error instanceof JsonEditError) return error.path;
  if (operation === undefined) return "";
  return operation.op === "rename" ? operation.from : operation.path;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new ExpressionError(String(error), "", undefined);
}
