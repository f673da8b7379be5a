import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { type CelNode, eachNode } from "./nodes";
import { type CelType, eitherType, type TypeChecker } from "./ternary";

interface Evaluator {
  run(node: CelNode, context: unknown): unknown;
}

/** Makes `coalesce(a, b)` known: `b` where `a` is null, or names a field that is not there. */
export function registerCoalesce(environment: Environment): void {
  environment.registerFunction("coalesce(dyn, dyn): dyn", (value: unknown, otherwise: unknown) => value ?? otherwise, {
    description: "The first value, or the second one where the first is null or a field that is not there.",
  });
}

/** Lets `coalesce` look at its second value only when it is needed, and at its first whether or not it is there. */
export function expandCoalesce(root: ASTNode, forChecking = false): void {
  eachNode(root, (node) => {
    if (node.op !== "call") return;
    const [name, args] = node.args as readonly [string, readonly CelNode[]];
    const [first, second] = args;
    if (name !== "coalesce" || args.length !== 2 || first === undefined || second === undefined) return;
    node.setMeta("evaluate", (evaluator: Evaluator, _node: CelNode, context: unknown) => {
      try {
        const value = evaluator.run(first, context);
        if (value !== null && value !== undefined) return value;
      } catch (error) {
        if ((error as { code?: string }).code !== "no_such_key") throw error;
      }
      return evaluator.run(second, context);
    });
    if (!forChecking) return;
    const check = node.meta.check as (checker: TypeChecker, ast: unknown, context: unknown) => CelType;
    node.setMeta("check", (checker: TypeChecker, ast: unknown, context: unknown) => {
      check(checker, ast, context);
      const [left, right] = [checker.check(first, context), checker.check(second, context)];
      return left === right ? left : (eitherType(checker, left, right) ?? checker.dynType);
    });
  });
}
