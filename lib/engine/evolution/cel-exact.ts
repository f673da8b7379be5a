import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { eachNode } from "./cel-nodes";
import {
  addExactly,
  compareExactly,
  Decimal,
  digitsOfNumeric,
  multiplyExactly,
  type Numeric,
  numeric,
  roundExactly,
  subtractExactly,
  toDouble,
  wholeExactly,
} from "./exact-decimal";

const PAIRS = ["decimal %s decimal", "decimal %s double", "decimal %s int", "double %s decimal", "int %s decimal"];

/**
 * Lets expressions compute with decimal digits: `+`, `-`, `*`, comparing and rounding lose none. A division gives the
 * nearest double.
 */
export function registerExactNumbers(environment: Environment): void {
  // Without fields, so that an expression cannot look into one.
  environment.registerType("decimal", { ctor: Decimal, fields: {} });
  const operate = (operator: string, result: string, apply: (left: Numeric, right: Numeric) => unknown) => {
    for (const pair of PAIRS) environment.registerOperator(`${pair.replace("%s", operator)}: ${result}`, apply);
  };
  operate("+", "dyn", addExactly);
  operate("-", "dyn", subtractExactly);
  operate("*", "dyn", multiplyExactly);
  operate("/", "double", (left, right) => toDouble(left) / toDouble(right));
  operate("%", "double", (left, right) => toDouble(left) % toDouble(right));
  operate("<", "bool", (left, right) => compareExactly(left, right) < 0);
  operate("<=", "bool", (left, right) => compareExactly(left, right) <= 0);
  operate(">", "bool", (left, right) => compareExactly(left, right) > 0);
  operate(">=", "bool", (left, right) => compareExactly(left, right) >= 0);
  for (const pair of ["decimal == decimal", "decimal == double", "decimal == int"]) {
    environment.registerOperator(`${pair}: bool`, (left: Numeric, right: Numeric) => compareExactly(left, right) === 0);
  }
  environment.registerOperator("-decimal: dyn", (value: Numeric) => subtractExactly(0, value));
  registerFunctions(environment);
}

function registerFunctions(environment: Environment): void {
  const register = (signature: string, apply: (...values: never[]) => unknown) =>
    environment.registerFunction(signature, apply);
  register("round(decimal): dyn", (value: Numeric) => roundExactly(value, 0));
  register("round(decimal, int): dyn", (value: Numeric, places: bigint) => roundExactly(value, Number(places)));
  for (const towards of ["trunc", "floor", "ceil"] as const) {
    register(`${towards}(decimal): dyn`, (value: Numeric) => wholeExactly(value, towards));
  }
  register("abs(decimal): dyn", (value: Numeric) => (compareExactly(value, 0) < 0 ? subtractExactly(0, value) : value));
  for (const [name, sign] of [
    ["min", -1],
    ["max", 1],
  ] as const) {
    for (const pair of PAIRS) {
      const types = pair.replace(" %s ", ", ");
      register(`${name}(${types}): dyn`, (left: Numeric, right: Numeric) =>
        Math.sign(compareExactly(left, right)) === sign ? left : right,
      );
    }
  }
  register("string(decimal): string", (value: Numeric) => digitsOfNumeric(value));
  register("double(decimal): double", (value: Numeric) => toDouble(value));
  register("int(decimal): int", (value: Numeric) => BigInt(digitsOfNumeric(wholeExactly(value, "trunc"))));
}

/** Gives the numbers that an expression itself holds their digits too: `0.1 + 0.2` is 0.3. */
export function exactLiterals(root: ASTNode): void {
  eachNode(root, (node) => {
    if (node.op !== "value" || typeof node.args !== "number") return;
    const value = numeric(String(node.args));
    if (typeof value === "number") return;
    node.setMeta("check", (checker: { readonly dynType: unknown }) => checker.dynType);
    node.setMeta("evaluate", () => value);
  });
}
