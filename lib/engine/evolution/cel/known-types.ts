import { type JsonKind, shapeAt } from "../data-shape";
import type { CheckScope } from "./check-scope";
import type { Access, Names } from "./names";
import type { CelNode } from "./nodes";
import type { CelType, TypeChecker } from "./ternary";

const EVENT_TYPES: Readonly<Record<string, string>> = {
  type: "string",
  streamId: "string",
  eventId: "string",
  version: "double",
  schemaVersion: "double",
  position: "int",
  occurredAt: "google.protobuf.Timestamp",
  recordedAt: "google.protobuf.Timestamp",
};
const KIND_TYPES: Readonly<Record<JsonKind, string>> = {
  text: "string",
  number: "double",
  "truth value": "bool",
  list: "list<dyn>",
  object: "dyn",
  null: "dyn",
};

/** Lets the type checker know what stands in fields and columns, which at run time it finds out for itself. */
export function giveTypes({ accesses }: Names, scope: CheckScope): void {
  for (const { node, path } of accesses) {
    const type = typeOf(path, scope);
    if (type === null || type === "dyn") continue;
    const check = node.meta.check as (checker: TypeChecker, ast: unknown, context: unknown) => CelType;
    node.setMeta("check", (checker: TypeChecker, ast: unknown, context: unknown) => {
      check(checker, ast, context);
      return checker.getType(type);
    });
  }
}

function typeOf(path: Access["path"], { row, shapes }: CheckScope): string | null {
  const [root, first] = path;
  if (root === "row") return path.length === 2 ? (row?.get(String(first)) ?? null) : null;
  if (root === "event") return path.length === 2 ? (EVENT_TYPES[String(first)] ?? null) : null;
  if (root === "state") return null;
  const types = new Set(
    shapes.flatMap(({ shape }) => [...(shapeAt(shape, path.slice(1))?.kinds ?? [])]).map((kind) => KIND_TYPES[kind]),
  );
  const [only] = types;
  return types.size === 1 ? (only ?? null) : null;
}

/** Any column may be null and any field too: asking so is no mistake, whatever the type. */
export function allowNullComparisons(comparisons: readonly CelNode[]): void {
  for (const node of comparisons) {
    const strict = node.meta.check as (checker: TypeChecker, ast: unknown, context: unknown) => CelType;
    const [left, right] = node.args as readonly CelNode[];
    node.setMeta("check", (checker: TypeChecker, ast: unknown, context: unknown) => {
      const sides = [checker.check(left, context), checker.check(right, context)];
      return sides.some(({ name }) => name === "null") ? checker.getType("bool") : strict(checker, ast, context);
    });
  }
}
