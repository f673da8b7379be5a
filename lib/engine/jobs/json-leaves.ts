import { isLossless } from "../json";

export type JsonPath = readonly (string | number)[];

/** Every text, number, truth value and null in a value of `parseLossless`, with its path, in the order written. */
export function* leavesOf(value: unknown, path: JsonPath = []): Generator<readonly [JsonPath, unknown]> {
  if (!isContainer(value)) {
    yield [path, value];
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leavesOf(item, [...path, index]);
  } else {
    for (const [name, item] of Object.entries(value)) yield* leavesOf(item, [...path, name]);
  }
}

/** Whether a value of `parseLossless` has others in it. */
export function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !isLossless(value);
}

/** The same value with another leaf at a path that it has. */
export function withLeaf(value: unknown, [name, ...rest]: JsonPath, leaf: unknown): unknown {
  if (name === undefined) return leaf;
  if (Array.isArray(value)) return value.map((item, index) => (index === name ? withLeaf(item, rest, leaf) : item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === name ? withLeaf(item, rest, leaf) : item]),
  );
}

/** A path as a JSON Pointer. */
export function pointerOf(path: JsonPath): string {
  return path.map((part) => `/${String(part).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
}

/** Whether a number written like this is the same number as a double. */
export function sameNumber(digits: string): boolean {
  const number = Number(digits);
  return Number.isFinite(number) && canonical(digits) === canonical(String(number));
}

/** The significant digits and the power of ten, which two ways to write one number have in common. */
function canonical(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
