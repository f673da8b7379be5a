import type { Snippets } from "../snippets";

/** What operations do to the data, as TypeScript. They change it in place: it is a copy. */
export const EDITS: Snippets = {
  Path: `
type Path = readonly string[];`,
  Fields: `
type Fields = Record<string, unknown>;`,
  placeIn: String.raw`
function placeIn(name: string | undefined): number | undefined {
  return name !== undefined && /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : undefined;
}`,
  valueAt: `
function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const name of path) {
    if (Array.isArray(value)) value = value[placeIn(name) ?? -1];
    else value = isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}`,
  store: `
function store(parent: Fields, name: string, value: unknown): void {
  // Assigning to "__proto__" would give the object another prototype instead of a field.
  Object.defineProperty(parent, name, { value, writable: true, enumerable: true, configurable: true });
}`,
  holderOf: `
/** The object or list that what stands at the path is part of; made where there is none. */
function holderOf(root: unknown, path: Path): Fields | unknown[] {
  let holder = root;
  for (const [depth, name] of path.entries()) {
    if (!isMap(holder) && !Array.isArray(holder)) return fail(path.join(".") + " cannot be reached.");
    if (depth === path.length - 1) break;
    let next = valueAt(holder, [name]);
    if (next === undefined) {
      if (Array.isArray(holder)) return fail(path.join(".") + " is no place in that list.");
      next = {};
      store(holder, name, next);
    }
    holder = next;
  }
  return holder as Fields | unknown[];
}`,
  put: `
function put(data: unknown, path: Path, value: unknown): void {
  const holder = holderOf(data, path);
  const name = path[path.length - 1] ?? "";
  if (!Array.isArray(holder)) return store(holder, name, value);
  const index = placeIn(name);
  if (index === undefined || index > holder.length) return fail(path.join(".") + " is no place in that list.");
  holder[index] = value;
}`,
  putIfMissing: `
function putIfMissing(data: unknown, path: Path, value: unknown): void {
  if (valueAt(data, path) === undefined) put(data, path, value);
}`,
  remove: `
function remove(data: unknown, path: Path): void {
  if (valueAt(data, path) === undefined) return;
  const holder = holderOf(data, path);
  const name = path[path.length - 1] ?? "";
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else delete holder[name];
}`,
  move: `
/** Never overwrites; a field that only changes its name keeps its place among the others. */
function move(data: unknown, from: Path, to: Path, ifPresent = false): void {
  const value = valueAt(data, from);
  if (value === undefined) return ifPresent ? undefined : fail(from.join(".") + " is missing.");
  if (valueAt(data, to) !== undefined) fail(to.join(".") + " is there already; a rename does not overwrite it.");
  const [last, newName] = [from.length - 1, to[to.length - 1] ?? ""];
  const holder = holderOf(data, from);
  const staysInPlace = to.length === from.length && from.every((name, at) => at === last || name === to[at]);
  if (!staysInPlace || Array.isArray(holder)) {
    remove(data, from);
    return put(data, to, value);
  }
  for (const [name, each] of Object.entries(holder)) {
    delete holder[name];
    store(holder, name === from[last] ? newName : name, each);
  }
}`,
  mapValues: `
function mapValues(data: unknown, path: Path, values: readonly (readonly [unknown, unknown])[], rest: "fail" | "keep" | { value: unknown } = "fail"): void {
  const value = valueAt(data, path);
  const listed = value === undefined ? undefined : values.find(([from]) => from === value);
  if (listed !== undefined) put(data, path, listed[1]);
  else if (rest === "fail") fail(path.join(".") + (value === undefined ? " is missing." : " has a value that is not listed."));
  else if (rest !== "keep") put(data, path, rest.value);
}`,
  convert: `
function convert(data: unknown, path: Path, make: (value: string | number | boolean) => unknown, ifPresent = false): void {
  const value = valueAt(data, path);
  if (ifPresent && (value === undefined || value === null)) return;
  if (value === undefined) return fail(path.join(".") + " is missing.");
  if (typeof value === "object") return fail(path.join(".") + " is no text, number or truth value.");
  put(data, path, make(value as string | number | boolean));
}`,
  DECIMAL: String.raw`
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;`,
  unitsOf: `
/** How many units of 10^-decimals a number is, in digits. */
function unitsOf(number: string, decimals: number): string | undefined {
  const match = DECIMAL.exec(number.trim());
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  if (digits === "") return "0";
  const zeros = Number(exponent) - fraction.length + decimals;
  if (zeros >= 0) return digits.length + zeros > 308 ? undefined : sign + digits + "0".repeat(zeros);
  const cut = digits.length + zeros;
  return cut <= 0 || /[^0]/.test(digits.slice(cut)) ? undefined : sign + digits.slice(0, cut);
}`,
  written: `
function written(value: string | number | boolean): string {
  return String(typeof value === "boolean" ? Number(value) : value);
}`,
  toInteger: `
function toInteger(value: string | number | boolean, decimals = 0): number {
  const units = unitsOf(written(value), decimals);
  return units === undefined ? fail(JSON.stringify(value) + " has no whole number of units.") : Number(units);
}`,
  toNumber: `
function toNumber(value: string | number | boolean): number {
  if (typeof value === "number") return value;
  const number = DECIMAL.test(written(value).trim()) ? Number(written(value)) : Number.NaN;
  return Number.isFinite(number) ? number : fail(JSON.stringify(value) + " is no number.");
}`,
  toText: `
function toText(value: string | number | boolean): string {
  return String(value);
}`,
  toBoolean: `
function toBoolean(value: string | number | boolean): boolean {
  if (typeof value === "boolean") return value;
  const name = typeof value === "number" ? unitsOf(String(value), 0) : value;
  if (name === "true" || name === "1") return true;
  return name === "false" || name === "0" ? false : fail(JSON.stringify(value) + " is no truth value.");
}`,
  toInstant: String.raw`
const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|z|[+-]\d\d(?::?\d\d)?))?)?$/;
function toInstant(value: string | number | boolean): string {
  const instant = typeof value === "boolean" ? undefined : instantOf(String(value).trim());
  return instant ?? fail(JSON.stringify(value) + " is no time.");
}
function instantOf(value: string): string | undefined {
  const match = DATE.exec(value);
  if (match === null) return instantOfNumber(value);
  const [, date = "", time = "00:00", seconds = "00", fraction = "", zone = "Z"] = match;
  const local = new Date(date + "T" + time + ":" + seconds + "Z");
  if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, 10) !== date) return undefined;
  const [hours, minutes] = /^z$/i.test(zone) ? [0, 0] : [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(":", "") || "0")];
  if (hours > 23 || minutes > 59) return undefined;
  const offset = (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
  return instantText(local.getTime() - offset * 60_000, fraction);
}
/** Numbers below 10^11 count seconds since 1970, others milliseconds. */
function instantOfNumber(value: string): string | undefined {
  const units = unitsOf(value, 9);
  if (units === undefined || units.length > 25) return undefined;
  const number = BigInt(units);
  const isSeconds = (number < 0n ? -number : number) / 1_000_000_000n < 100_000_000_000n;
  const nanos = isSeconds ? number : number / 1000n;
  const fraction = ((nanos % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const seconds = (nanos - fraction) / 1_000_000_000n;
  return instantText(Number(seconds) * 1000, fraction.toString().padStart(9, "0"));
}
function instantText(wholeSeconds: number, fraction: string): string | undefined {
  const time = new Date(wholeSeconds);
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() < 0 || time.getUTCFullYear() > 9999) return undefined;
  return time.toISOString().slice(0, 19) + "." + fraction.replace(/0+$/, "").padEnd(3, "0") + "Z";
}`,
  holds: `
function holds(condition: unknown): boolean {
  return typeof condition === "boolean" ? condition : fail("A condition is neither true nor false.");
}`,
  dropEvent: `
const dropEvent = Symbol("drop");`,
  severalEvents: `
const SEVERAL = Symbol("several");
function severalEvents(payloads: readonly object[]) {
  return { [SEVERAL]: payloads };
}`,
  madeByCode: `
/** What a function in code makes of an event's data: no data, one, or several. */
function madeByCode(upcast: any, event: UpcastEvent): readonly object[] {
  if (typeof event.data !== "object" || event.data === null) fail("The data is no object.");
  const made = upcast(structuredClone(event.data), event);
//@dropEvent   if (made === dropEvent) return [];
//@severalEvents   if (typeof made === "object" && made !== null && SEVERAL in made) return made[SEVERAL];
  return typeof made === "object" && made !== null ? [made] : fail("It returned " + String(made) + " instead of an object.");
}`,
};
