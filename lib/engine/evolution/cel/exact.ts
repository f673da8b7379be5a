import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import {
  addExactly,
  compareExactly,
  Decimal,
  digitsOfNumeric,
  divideExactly,
  fromDouble,
  multiplyExactly,
  type Numeric,
  numeric,
  remainderExactly,
  roundExactly,
  subtractExactly,
  toDouble,
  wholeExactly,
} from "../exact-decimal";
import { burn } from "./fuel";
import { type CelNode, eachNode } from "./nodes";
import type { CelType, TypeChecker } from "./ternary";

type Operate = (left: Numeric, right: Numeric) => unknown;

/** What doubles would lose digits in. */
export const EXACT_ARITHMETIC: Readonly<Record<"+" | "-" | "*", Operate>> = {
  "+": addExactly,
  "-": subtractExactly,
  "*": multiplyExactly,
};

const ARITHMETIC: Readonly<Record<string, Operate>> = {
  ...EXACT_ARITHMETIC,
  "/": divideExactly,
  "%": remainderExactly,
};

const ORDER: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** Makes decimals known to an environment, and what functions of one number do with them. */
export function registerExactNumbers(environment: Environment): void {
  // Without fields, so that an expression cannot look into one.
  environment.registerType("decimal", { ctor: Decimal, fields: {} });
  const register = (signature: string, apply: (...values: never[]) => unknown) =>
    environment.registerFunction(signature, apply);
  register("round(decimal): dyn", (value: Numeric) => roundExactly(value, 0));
  register("round(decimal, int): dyn", (value: Numeric, places: bigint) => roundExactly(value, Number(places)));
  for (const towards of ["trunc", "floor", "ceil"] as const) {
    register(`${towards}(decimal): dyn`, (value: Numeric) => wholeExactly(value, towards));
  }
  register("abs(decimal): dyn", (value: Numeric) => (compareExactly(value, 0) < 0 ? subtractExactly(0, value) : value));
  register("string(decimal): string", (value: Numeric) => digitsOfNumeric(value));
  register("double(decimal): dyn", (value: Numeric) => fromDouble(toDouble(value)));
  register("int(decimal): int", (value: Numeric) => BigInt(digitsOfNumeric(wholeExactly(value, "trunc"))));
}

/**
 * Makes an expression compute with decimal digits: `+`, `-`, `*`, `%`, comparing and rounding lose none, whatever kinds of
 * numbers meet. To be called before the expression is checked.
 */
export function computeExactly(root: ASTNode): void {
  eachNode(root, (node) => {
    if (node.op === "value") exactLiteral(node, root.input);
    else if (Object.hasOwn(ARITHMETIC, node.op)) onNumbers(node, ARITHMETIC[node.op] as Operate);
    else if (Object.hasOwn(ORDER, node.op)) compareDecimals(node, ORDER[node.op] as (order: number) => boolean);
    else if (node.op === "==" || node.op === "!=") equalDigits(node, node.op === "==");
    else if (node.op === "in") memberByDigits(node);
    else if (node.op === "-_") negateExactly(node);
    else if (node.op === "call") callExactly(node);
  });
}

type Handle = NonNullable<CelNode["handle"]>;
type Check = (checker: TypeChecker, ast: unknown, context: unknown) => CelType;

/** Puts `wrap` around what a node does, once it is known; its type is open unless it is that of CEL's whole numbers. */
function around(node: CelNode, wrap: (handle: Handle) => Handle, ofInts: readonly CelNode[] | null): void {
  const check = node.meta.check as Check;
  const wrapped: Check = (checker, ast, context) => {
    const type = check(checker, ast, context);
    if (node.handle !== undefined) node.handle = wrap(node.handle);
    if (type.name !== "int" && type.name !== "double") return type;
    return ofInts?.every((operand) => checker.check(operand, context).name === "int") ? type : checker.dynType;
  };
  node.setMeta("check", wrapped);
}

const isNumeric = (value: unknown): value is Numeric =>
  typeof value === "number" || typeof value === "bigint" || value instanceof Decimal;

/** Two of CEL's whole numbers stay such, so that `5 / 2` is 2. */
const areInts = (left: unknown, right: unknown) => typeof left === "bigint" && typeof right === "bigint";

const hasDecimal = (left: unknown, right: unknown) =>
  isNumeric(left) && isNumeric(right) && (left instanceof Decimal || right instanceof Decimal);

function onNumbers(node: CelNode, operate: Operate): void {
  const wrap =
    (handle: Handle): Handle =>
    (left, right, ...rest) =>
      isNumeric(left) && isNumeric(right) && !areInts(left, right)
        ? operate(left, right)
        : handle(left, right, ...rest);
  around(node, wrap, node.args as readonly CelNode[]);
}

function compareDecimals(node: CelNode, holds: (order: number) => boolean): void {
  const wrap =
    (handle: Handle): Handle =>
    (left, right, ...rest) =>
      hasDecimal(left, right) ? holds(compareExactly(left as Numeric, right as Numeric)) : handle(left, right, ...rest);
  around(node, wrap, null);
}

function equalDigits(node: CelNode, equal: boolean): void {
  const wrap =
    (handle: Handle): Handle =>
    (left, right, ...rest) => {
      const isOurs = hasDecimal(left, right) || (isContainer(left) && isContainer(right));
      return isOurs ? isSame(left, right) === equal : handle(left, right, ...rest);
    };
  around(node, wrap, null);
}

function memberByDigits(node: CelNode): void {
  const wrap =
    (handle: Handle): Handle =>
    (item, list, ...rest) =>
      Array.isArray(list) && (isNumeric(item) || isContainer(item))
        ? list.some((each) => isSame(item, each))
        : handle(item, list, ...rest);
  around(node, wrap, null);
}

function negateExactly(node: CelNode): void {
  const wrap =
    (handle: Handle): Handle =>
    (value, ...rest) =>
      value instanceof Decimal ? subtractExactly(0, value) : handle(value, ...rest);
  around(node, wrap, [node.args as CelNode]);
}

const FARTHEST: Readonly<Record<string, number>> = { min: -1, max: 1 };

function callExactly(node: CelNode): void {
  const [name, operands] = node.args as readonly [string, readonly CelNode[]];
  const sign = Object.hasOwn(FARTHEST, name) ? FARTHEST[name] : undefined;
  const wrap =
    (handle: Handle): Handle =>
    (values, ...rest) => {
      const [left, right] = values as readonly unknown[];
      if (sign !== undefined && isNumeric(left) && isNumeric(right)) {
        return Math.sign(compareExactly(left, right)) === sign ? left : right;
      }
      const result = handle(values, ...rest);
      return typeof result === "number" ? fromDouble(result) : result;
    };
  around(node, wrap, name === "int" || name === "size" ? [] : operands);
}

type Container = Readonly<Record<string, unknown>> | readonly unknown[];

function isContainer(value: unknown): value is Container {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** Whether two values are equal, numbers by what their digits stand for. */
function isSame(left: unknown, right: unknown): boolean {
  burn(1);
  if (isNumeric(left) && isNumeric(right)) {
    return hasDecimal(left, right) ? compareExactly(left, right) === 0 : !(left < right || left > right);
  }
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (!isContainer(left) || !isContainer(right)) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [names, others] = [Object.keys(left), Object.keys(right)];
  const at = (container: Container, name: string) => (container as Readonly<Record<string, unknown>>)[name];
  return (
    names.length === others.length &&
    names.every((name) => Object.hasOwn(right, name) && isSame(at(left, name), at(right, name)))
  );
}

/** Gives a number that an expression itself holds the digits that it is written with: `0.1 + 0.2` is 0.3. */
function exactLiteral(node: CelNode, text: string): void {
  if (typeof node.args !== "number") return;
  const [shortest, written] = [fromDouble(node.args), numeric(text.slice(node.range.start, node.range.end))];
  const value = compareExactly(shortest, written) === 0 ? shortest : written;
  if (typeof value === "number") return;
  node.setMeta("check", (checker: { readonly dynType: unknown }) => checker.dynType);
  node.setMeta("evaluate", () => value);
}
