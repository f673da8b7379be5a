import "server-only";
import type { OperationProblem } from "@/lib/api/upcaster-preview";
import type { UpcasterDraft } from "@/lib/api/upcasters";

type Operation = UpcasterDraft["operations"][number];

/** An expression of a draft, and where it stands. */
export interface DraftExpression extends Pick<OperationProblem, "inSplit"> {
  readonly operation: number;
  readonly field: "expression" | "when";
  readonly text: string;
}

/** Every expression of a list of operations, those inside a split included. */
export function draftExpressions(operations: readonly Operation[]): DraftExpression[] {
  return operations.flatMap((operation, index) => [
    ...expressionsOf(operation, { operation: index, inSplit: null }),
    ...listOf(operation.events).flatMap((made, event) => [
      ...expressionsOf(made, { operation: index, inSplit: { event, operation: null } }),
      ...listOf(made.operations).flatMap((inner, place) =>
        expressionsOf(inner, { operation: index, inSplit: { event, operation: place } }),
      ),
    ]),
  ]);
}

type Fields = Readonly<Record<string, unknown>>;

function expressionsOf(fields: Fields, place: Pick<DraftExpression, "operation" | "inSplit">): DraftExpression[] {
  return (["expression", "when"] as const).flatMap((field) => {
    const text = fields[field];
    return typeof text === "string" ? [{ ...place, field, text }] : [];
  });
}

function listOf(value: unknown): readonly Fields[] {
  if (!Array.isArray(value)) return [];
  return value.filter((each): each is Fields => typeof each === "object" && each !== null);
}
