import type { ASTNode } from "@marcbachmann/cel-js";
import { eachNode } from "./nodes";

export interface CelType {
  readonly name: string;
}

/** The part of cel-js's type checker that a node's own check uses. */
export interface TypeChecker {
  readonly dynType: CelType;
  readonly doubleType: CelType;
  check(node: unknown, context: unknown): CelType;
  getType(name: string): CelType;
}

/**
 * Lets the branches of `? :` be a value and null, or an int and a double: `exists ? row.paid : 0` is a number all the
 * same. cel-js demands one type. `forChecking` names the likely type of the result, which an expression that runs must
 * not rely on.
 */
export function relaxTernaries(root: ASTNode, forChecking = false): void {
  eachNode(root, (node) => {
    if (node.op !== "?:") return;
    const strict = node.meta.check as TypeCheck;
    const relaxed: TypeCheck = (checker, ast, context) => {
      try {
        return strict(checker, ast, context);
      } catch (error) {
        const { code, node: where } = error as { code?: string; node?: unknown };
        if (code !== "incompatible_ternary_branches" || where !== ast) throw error;
        const [, left, right] = node.args as readonly unknown[];
        const either = eitherType(checker, checker.check(left, context), checker.check(right, context));
        if (either === null) throw error;
        return forChecking ? either : checker.dynType;
      }
    };
    node.setMeta("check", relaxed);
  });
}

type TypeCheck = (checker: TypeChecker, ast: unknown, context: unknown) => CelType;

/** The type of a value that is of one type or the other; `null`: these do not go together. */
export function eitherType(checker: TypeChecker, left: CelType, right: CelType): CelType | null {
  if (left.name === "null") return right;
  if (right.name === "null") return left;
  const numbers = ["int", "double"];
  return numbers.includes(left.name) && numbers.includes(right.name) ? checker.doubleType : null;
}
