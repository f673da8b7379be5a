import "server-only";
import type { z } from "zod";
import type { OperationProblem } from "@/lib/api/upcaster-preview";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import {
  checkExpression,
  ExpressionError,
  type ExpressionProblem,
  OperationFailedError,
  operationsFor,
} from "@/lib/engine";
import { type DraftExpression, draftExpressions } from "./draft-expressions";

interface Target extends Pick<UpcasterDraft, "toType" | "toVersion"> {
  readonly operations: readonly UpcasterDraft["operations"][number][];
}

/** What is wrong with operations that make `target` before any event was tried, each at its operation, field and place. */
export function operationProblems({ operations, toType, toVersion }: Target): OperationProblem[] {
  const parsed = operationsFor({ type: toType, schemaVersion: toVersion }).safeParse(operations);
  if (parsed.success) return [];
  const expressions = draftExpressions(operations);
  return parsed.error.issues.flatMap((issue) => {
    const problem = placeOf(issue);
    const expression = expressions.find((each) => isSamePlace(each, problem));
    if (expression === undefined) return [{ ...problem, message: issue.message }];
    const { problems } = checkExpression(expression.text, { in: "upcaster", row: null, shapes: [] });
    return problems.length === 0
      ? [{ ...problem, message: issue.message }]
      : problems.map((each) => atExpression(expression, each));
  });
}

/** A problem of an expression, at the expression. */
export function atExpression(
  { operation, inSplit, field }: DraftExpression,
  problem: ExpressionProblem,
): OperationProblem {
  const { severity, message, from, to, fix = null } = problem;
  return { ...NOWHERE, operation, inSplit, field, severity, message, from, to, fix };
}

/** What an operation could not do with an event. */
export function failureOf(error: unknown): OperationProblem {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  if (error instanceof OperationFailedError) {
    const place = cause instanceof ExpressionError ? cause.place : undefined;
    const { operation, inSplit = null, path, value = null } = error;
    return {
      ...NOWHERE,
      operation,
      inSplit,
      field: cause instanceof ExpressionError ? "expression" : "path",
      message: (cause?.message ?? error.message).replace(/ \(at character \d+\)$/, ""),
      from: place?.start ?? null,
      to: place?.end ?? null,
      path,
      value,
    };
  }
  return { ...NOWHERE, message: cause?.message ?? (error instanceof Error ? error.message : String(error)) };
}

const NOWHERE: OperationProblem = {
  operation: null,
  inSplit: null,
  field: null,
  severity: "error",
  message: "",
  from: null,
  to: null,
  fix: null,
  path: null,
  value: null,
};

// `2`, `expression`; of a split `3`, `events`, `0`, `operations`, `1`, `path`.
function placeOf({ path }: z.core.$ZodIssue): OperationProblem {
  const [operation, events, event, operations, inner, ...rest] = path;
  if (typeof operation !== "number") return NOWHERE;
  if (events !== "events" || typeof event !== "number") {
    return { ...NOWHERE, operation, field: fieldName(path.slice(1)) };
  }
  if (operations !== "operations" || typeof inner !== "number") {
    return { ...NOWHERE, operation, inSplit: { event, operation: null }, field: fieldName(path.slice(3)) };
  }
  return { ...NOWHERE, operation, inSplit: { event, operation: inner }, field: fieldName(rest) };
}

function fieldName(path: readonly PropertyKey[]): string | null {
  return path.length === 0 ? null : path.map(String).join(".");
}

function isSamePlace(expression: DraftExpression, problem: OperationProblem): boolean {
  return (
    expression.operation === problem.operation &&
    expression.field === problem.field &&
    expression.inSplit?.event === problem.inSplit?.event &&
    expression.inSplit?.operation === problem.inSplit?.operation
  );
}
