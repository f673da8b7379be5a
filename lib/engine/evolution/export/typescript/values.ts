import type { Snippets } from "../snippets";

/** What expressions do with values of any kind, as TypeScript. */
export const VALUES: Snippets = {
  UpcastError: `
/** An event that cannot be read as these upcasters say. */
export class UpcastError extends Error {
  override readonly name = "UpcastError";
}`,
  fail: `
function fail(problem: string): never {
  throw new UpcastError(problem);
}`,
  kindOf: `
/** What a value is to an expression: numbers of JSON are doubles, whole numbers of expressions are bigints. */
function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "bigint") return "int";
  if (typeof value === "number") return "double";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "string";
  if (Array.isArray(value)) return "list";
//@Duration   if (value instanceof Date) return "google.protobuf.Timestamp";
//@Duration   if (value instanceof Duration) return "google.protobuf.Duration";
  return isMap(known(value)) ? "map" : "type";
}`,
  isMap: `
function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}`,
  known: `
/** Expressions do not look into objects that pretend to have a class. */
function known(value: unknown): unknown {
  if (isMap(value) && Object.hasOwn(value, "constructor")) fail("An object has a field named constructor.");
  return value;
}`,
  unfit: `
function unfit(what: string, ...values: readonly unknown[]): never {
  return fail(what + " does not go with " + values.map(kindOf).join(" and ") + ".");
}`,
  MissingKey: `
class MissingKey extends UpcastError {}`,
  missing: `
function missing(name: unknown): never {
  throw new MissingKey("No such key: " + String(name));
}`,
  field: `
function field(value: unknown, name: string): unknown {
  const found = isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  if (found !== undefined) return found;
  known(value);
  return missing(name);
}`,
  item: `
function item(value: unknown, index: unknown): unknown {
  if (!Array.isArray(value)) return known(field(known(value), String(index)));
  if (!isNumeric(index)) return missing(index);
  const found = value[Number(index)];
  return found === undefined ? fail("index out of bounds: " + index) : known(found);
}`,
  otherwise: `
/** The first value, or the second where the first is null or a field that is not there. */
function otherwise(first: () => unknown, second: () => unknown): unknown {
  try {
    const value = first();
    if (value !== null) return value;
  } catch (error) {
    if (!(error instanceof MissingKey)) throw error;
  }
  return second();
}`,
  has: `
function has(value: unknown, ...names: readonly string[]): boolean {
  let at = value;
  for (const [depth, name] of names.entries()) {
    known(at);
    if (!isMap(at) || !Object.hasOwn(at, name)) return depth === names.length - 1 ? false : missing(name);
    at = at[name];
  }
  return true;
}`,
  mapOf: `
function mapOf(entries: readonly (readonly [unknown, unknown])[]): Record<string, unknown> {
  const kept = entries.filter(([key]) => !["__proto__", "constructor", "prototype"].includes(key as string));
  return Object.fromEntries(kept.map(([key, value]) => [String(key), value]));
}`,
  typeNamed: `
class Type {
  readonly type: string;
  constructor(type: string) {
    this.type = type;
  }
}
const types = new Map<string, Type>();
function typeNamed(name: string): Type {
  const type = types.get(name) ?? new Type(name);
  types.set(name, type);
  return type;
}`,
  typeOf: `
function typeOf(value: unknown): Type {
  return typeNamed(kindOf(value));
}`,
  truth: `
function truth(value: unknown): boolean {
  return typeof value === "boolean" ? value : fail("A truth value was expected, not " + kindOf(value) + ".");
}`,
  either: `
function either(left: () => unknown, right: () => unknown): boolean {
  return decide(true, left, right);
}`,
  both: `
function both(left: () => unknown, right: () => unknown): boolean {
  return decide(false, left, right);
}`,
  decide: `
/** The side that decides the result makes an error of the other one unimportant. */
function decide(end: boolean, left: () => unknown, right: () => unknown): boolean {
  let first: unknown;
  let failure: unknown;
  try {
    first = left();
  } catch (error) {
    failure = error;
  }
  if (first === end) return end;
  if (truth(right()) === end) return end;
  if (failure !== undefined) throw failure;
  return truth(first);
}`,
  json: `
/** The result of an expression as JSON has it. */
function json(value: unknown, depth = 0): unknown {
  if (depth > 64) fail("The result is nested too deeply.");
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : fail("The result is " + value + ", which JSON does not have.");
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (Array.isArray(value)) return value.map((each) => json(each, depth + 1));
//@Duration   if (value instanceof Date) return timeText(value);
//@Duration   if (value instanceof Duration) return value.toString();
  if (!isMap(value)) return fail("The result is neither text, number, truth value, list, nor map.");
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, json(each, depth + 1)]));
}`,
  eventFields: `
function eventFields(event: UpcastEvent): Record<string, unknown> {
  const { type, streamId, version, position, schemaVersion, occurredAt, recordedAt, eventId, metadata } = event;
  return { type, streamId, version, position, schemaVersion, occurredAt, recordedAt, eventId, metadata };
}`,
};
