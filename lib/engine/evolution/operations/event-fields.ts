import type { EventFieldName } from "../cel/event";
import { compileExpression } from "../cel/expression";
import type { Operation } from "./schemas";

/** The fields of the event besides its data that the expressions of operations look at. */
export function eventFieldsOf(operations: readonly Operation[]): ReadonlySet<EventFieldName> {
  return new Set(operations.flatMap(expressionsOf).flatMap((text) => compileExpression(text).eventFields));
}

function expressionsOf(operation: Operation): string[] {
  switch (operation.op) {
    case "compute":
      return [operation.expression];
    case "drop":
      return operation.when === undefined ? [] : [operation.when];
    case "split":
      return operation.events.flatMap(({ when, operations }) => [
        ...(when === undefined ? [] : [when]),
        ...operations.flatMap(expressionsOf),
      ]);
    default:
      return [];
  }
}
