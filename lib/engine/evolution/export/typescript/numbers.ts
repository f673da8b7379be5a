import type { Snippets } from "../snippets";

/** Arithmetic and comparisons of expressions, as TypeScript. */
export const NUMBERS: Snippets = {
  isNumeric: `
function isNumeric(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}`,
  int64: `
function int64(value: bigint): bigint {
  if (value > 9223372036854775807n || value < -9223372036854775808n) fail("integer overflow: " + value);
  return value;
}`,
  add: `
function add(left: unknown, right: unknown): unknown {
  if (typeof left === "bigint" && typeof right === "bigint") return int64(left + right);
  if (isNumeric(left) && isNumeric(right)) return Number(left) + Number(right);
  if (typeof left === "string" && typeof right === "string") return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
//@Duration   if (left instanceof Duration && right instanceof Duration) return left.plus(right);
//@Duration   if (left instanceof Date && right instanceof Duration) return right.after(left);
//@Duration   if (left instanceof Duration && right instanceof Date) return left.after(right);
  return unfit("+", left, right);
}`,
  subtract: `
function subtract(left: unknown, right: unknown): unknown {
  if (typeof left === "bigint" && typeof right === "bigint") return int64(left - right);
  if (isNumeric(left) && isNumeric(right)) return Number(left) - Number(right);
//@Duration   if (left instanceof Duration && right instanceof Duration) return left.minus(right);
//@Duration   if (left instanceof Date && right instanceof Duration) return right.before(left);
//@Duration   if (left instanceof Date && right instanceof Date) return Duration.ofMilliseconds(left.getTime() - right.getTime());
  return unfit("-", left, right);
}`,
  multiply: `
function multiply(left: unknown, right: unknown): unknown {
  if (typeof left === "bigint" && typeof right === "bigint") return int64(left * right);
  return isNumeric(left) && isNumeric(right) ? Number(left) * Number(right) : unfit("*", left, right);
}`,
  divide: `
/** Two whole numbers of the expression give a whole number; with a number of the data, nothing is cut off. */
function divide(left: unknown, right: unknown): unknown {
  if (typeof left === "bigint" && typeof right === "bigint") return right === 0n ? fail("division by zero") : left / right;
  return isNumeric(left) && isNumeric(right) ? Number(left) / Number(right) : unfit("/", left, right);
}`,
  remainder: `
function remainder(left: unknown, right: unknown): unknown {
  if (typeof left === "bigint" && typeof right === "bigint") return right === 0n ? fail("modulo by zero") : left % right;
  return isNumeric(left) && isNumeric(right) ? Number(left) % Number(right) : unfit("%", left, right);
}`,
  minus: `
function minus(value: unknown): unknown {
  return isNumeric(value) ? -value : unfit("-", value);
}`,
  equal: `
function equal(left: unknown, right: unknown): boolean {
  if (known(left) === known(right)) return true;
  // Compares an int with a double by its value.
  if (isNumeric(left) && isNumeric(right)) return left == right;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((each, index) => equal(each, right[index]));
  }
//@Duration   if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
//@Duration   if (left instanceof Duration && right instanceof Duration) return left.equals(right);
  if (!isMap(left) || !isMap(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && equal(left[name], right[name]));
}`,
  inside: `
function inside(value: unknown, collection: unknown): boolean {
  if (Array.isArray(collection)) return collection.some((each) => equal(value, each));
  return isMap(known(collection)) ? Object.hasOwn(collection as object, String(known(value))) : unfit("in", value, collection);
}`,
  ordered: `
function ordered(sign: string, left: unknown, right: unknown): void {
  if (isNumeric(left) && isNumeric(right)) return;
  if (typeof left === "string" && typeof right === "string") return;
  if (typeof left === "boolean" && typeof right === "boolean") return;
//@Duration   if (left instanceof Date && right instanceof Date) return;
//@Duration   if (left instanceof Duration && right instanceof Duration) return;
  unfit(sign, left, right);
}`,
  less: `
function less(left: any, right: any): boolean {
  ordered("<", left, right);
  return left < right;
}`,
  atMost: `
function atMost(left: any, right: any): boolean {
  ordered("<=", left, right);
  return left <= right;
}`,
  greater: `
function greater(left: any, right: any): boolean {
  ordered(">", left, right);
  return left > right;
}`,
  atLeast: `
function atLeast(left: any, right: any): boolean {
  ordered(">=", left, right);
  return left >= right;
}`,
  rounded: `
/** Halves go away from zero, decided on the decimal digits that the number shows. */
function rounded(value: number, digits: number): number {
  const shifted = Number(Math.abs(value) + "e" + digits);
  if (!Number.isFinite(shifted)) return value;
  const result = Number(Math.round(shifted) + "e" + -digits);
  return Number.isFinite(result) ? Math.sign(value) * result : value;
}`,
  round: `
function round(value: unknown): unknown {
  return wholeOr(value, "round", (number) => rounded(number, 0));
}`,
  roundTo: `
function roundTo(value: unknown, digits: unknown): number {
  return typeof value === "number" && typeof digits === "bigint" ? rounded(value, Number(digits)) : unfit("round", value, digits);
}`,
  floor: `
function floor(value: unknown): unknown {
  return wholeOr(value, "floor", Math.floor);
}`,
  ceil: `
function ceil(value: unknown): unknown {
  return wholeOr(value, "ceil", Math.ceil);
}`,
  trunc: `
function trunc(value: unknown): unknown {
  return wholeOr(value, "trunc", Math.trunc);
}`,
  wholeOr: `
function wholeOr(value: unknown, name: string, apply: (value: number) => number): unknown {
  if (typeof value === "bigint") return value;
  return typeof value === "number" ? apply(value) : unfit(name, value);
}`,
  absolute: `
function absolute(value: unknown): unknown {
  if (typeof value === "bigint") return value < 0n ? -value : value;
  return typeof value === "number" ? Math.abs(value) : unfit("abs", value);
}`,
  smaller: `
function smaller(left: unknown, right: unknown): unknown {
  if (typeof left === "bigint" && typeof right === "bigint") return left < right ? left : right;
  return isNumeric(left) && isNumeric(right) ? Math.min(Number(left), Number(right)) : unfit("min", left, right);
}`,
  larger: `
function larger(left: unknown, right: unknown): unknown {
  if (typeof left === "bigint" && typeof right === "bigint") return left < right ? right : left;
  return isNumeric(left) && isNumeric(right) ? Math.max(Number(left), Number(right)) : unfit("max", left, right);
}`,
};
