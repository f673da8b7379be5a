import "server-only";
import type { z } from "zod";
import type { OperationProblem, UpcasterDraft } from "@/lib/api/upcasters";
import { compileExpression, ExpressionError, OperationFailedError, OperationsSchema } from "@/lib/engine";

type Operation = UpcasterDraft["operations"][number];

/** What is wrong with operations before any event was tried, each at its operation, field and place. */
export function operationProblems(operations: readonly Operation[]): OperationProblem[] {
  const parsed = OperationsSchema.safeParse(operations);
  return parsed.success ? [] : parsed.error.issues.map((issue) => toProblem(issue, operations));
}

/** What an operation could not do with an event. */
export function failureOf(error: unknown): OperationProblem {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  if (error instanceof OperationFailedError) {
    const place = cause instanceof ExpressionError ? (cause.place?.start ?? null) : null;
    const field = cause instanceof ExpressionError ? "expression" : "path";
    return { operation: error.operation, field, message: cause?.message ?? error.message, offset: place };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { operation: null, field: null, message: cause?.message ?? message, offset: null };
}

function toProblem(issue: z.core.$ZodIssue, operations: readonly Operation[]): OperationProblem {
  const [index, field] = issue.path;
  const operation = typeof index === "number" ? index : null;
  const name = typeof field === "string" ? field : null;
  const expression = operation === null ? undefined : operations[operation]?.["expression"];
  const offset = name === "expression" && typeof expression === "string" ? offsetOf(expression) : null;
  return { operation, field: name, message: issue.message, offset };
}

function offsetOf(expression: string): number | null {
  try {
    compileExpression(expression);
    return null;
  } catch (error) {
    return error instanceof ExpressionError ? (error.place?.start ?? null) : null;
  }
}
