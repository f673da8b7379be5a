import type { ASTNode } from "@marcbachmann/cel-js";
import { NUMBER_FUNCTIONS } from "./environment";
import { type CelNode, eachNode } from "./nodes";

interface Evaluator {
  run(node: CelNode, context: unknown): unknown;
}

type Evaluate = (evaluator: Evaluator, node: CelNode, context: unknown) => unknown;

/** Reads the variables of an expression straight from where they stand. */
export type Variables = Readonly<Record<string, () => unknown>>;

/**
 * Gives the commonest nodes a shorter way to the same result: variables, fields of plain objects, numbers with numbers, functions
 * of one number.
 * Whatever is not that goes the way of cel-js, errors included.
 */
export function accelerate(root: ASTNode, variables: Variables, arithmetic: Arithmetic = {}): void {
  const operators = { ...NUMBERS, ...arithmetic };
  const names = Object.keys(variables).join("|");
  // A name before a comma may be the variable of a loop, which hides ours.
  const mayBeHidden = new RegExp(`\\b(?:${names})\\s*,`).test(root.input);
  eachNode(root, (node) => {
    if (node.op === ".") node.setMeta("evaluate", fieldOf(node));
    else if (node.op === "id" && !mayBeHidden) readVariable(node, variables);
    else if (Object.hasOwn(operators, node.op))
      node.setMeta("evaluate", numbersWith(node, operators[node.op] as Operate));
    else if (node.op === "call") shortenCall(node);
  });
}

function readVariable(node: CelNode, variables: Variables): void {
  const read = Object.hasOwn(variables, String(node.args)) ? variables[String(node.args)] : undefined;
  if (read !== undefined) node.setMeta("evaluate", read);
}

function fieldOf(node: CelNode): Evaluate {
  const [object, name] = node.args as readonly [CelNode, string];
  return (evaluator, self, context) => {
    const value = evaluator.run(object, context);
    // Asking for the prototype rather than the constructor, which may be a field of the data.
    if (typeof value === "object" && value !== null && isPlain(value) && Object.hasOwn(value, name)) {
      const field = (value as Readonly<Record<string, unknown>>)[name];
      if (field !== undefined) return field;
    }
    return self.handle?.(value, name, self, evaluator);
  };
}

const isPlain = (value: object) => Object.getPrototypeOf(value) === Object.prototype;

type Operate = (left: number, right: number) => unknown;

/** What operators do with two numbers, where that is not what JavaScript does. */
type Arithmetic = Readonly<Record<string, Operate>>;

const NUMBERS: Arithmetic = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
};

function shortenCall(node: CelNode): void {
  const [name, args] = node.args as readonly [string, readonly CelNode[]];
  const [value] = args;
  const compute = Object.hasOwn(NUMBER_FUNCTIONS, name) ? NUMBER_FUNCTIONS[name] : undefined;
  if (compute === undefined || value === undefined || args.length !== 1) return;
  const evaluate: Evaluate = (evaluator, self, context) => {
    const number = evaluator.run(value, context);
    return typeof number === "number" ? compute(number) : self.handle?.([number], self, evaluator);
  };
  node.setMeta("evaluate", evaluate);
}

function numbersWith(node: CelNode, compute: Operate): Evaluate {
  const [left, right] = node.args as readonly [CelNode, CelNode];
  const literal = right.op === "value" && typeof right.args === "bigint" ? Number(right.args) : null;
  const exact = literal !== null && Number.isSafeInteger(literal) ? literal : null;
  return (evaluator, self, context) => {
    const a = evaluator.run(left, context);
    if (exact !== null && typeof a === "number" && !Number.isNaN(a)) return compute(a, exact);
    const b = evaluator.run(right, context);
    return typeof a === "number" && typeof b === "number" ? compute(a, b) : self.handle?.(a, b, self, evaluator);
  };
}
