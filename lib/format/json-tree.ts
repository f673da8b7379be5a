import { isLosslessNumber, LosslessNumber, parse, stringify } from "lossless-json";
import { itemPath, memberPath } from "./json-path";

export interface JsonChild {
  /** As it is written before the value: a key, or `[0]`. */
  readonly label: string;
  readonly path: string;
  readonly value: unknown;
}

/** The members of an object or the items of a list; null for a value that has none, also when it is empty. */
export function childrenOf(value: unknown, path: string): readonly JsonChild[] | null {
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    return value.map((item, index) => ({ label: `[${index}]`, path: itemPath(path, index), value: item }));
  }
  if (!isObject(value)) return null;
  const entries = Object.entries(value);
  if (entries.length === 0) return null;
  return entries.map(([key, member]) => ({ label: key, path: memberPath(path, key), value: member }));
}

/** The paths of all values below `value` that hold no others. It keeps its own stack: calls cannot nest as deeply as JSON. */
export function leafPaths(value: unknown, path: string): string[] {
  const leaves: string[] = [];
  const open = [{ value, path }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const children = childrenOf(next.value, next.path);
    if (children === null) leaves.push(next.path);
    else for (const child of children.toReversed()) open.push(child);
  }
  return leaves;
}

/** JSON with the digits that `parseLossless` kept. */
export function jsonTextOf(value: unknown, space?: number): string {
  return stringify(value, null, space) ?? "null";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !isLosslessNumber(value);
}

/** JSON for a person to read, numbers with their digits; undefined when it is none, or has a key twice. */
export function parseForReading(text: string): unknown {
  try {
    return parse(text, null, (digits) => new LosslessNumber(digits));
  } catch {
    return undefined;
  }
}

/** What a leaf is, for its colour. */
export function kindOfLeaf(value: unknown): "string" | "number" | "other" {
  if (typeof value === "string") return "string";
  return isLosslessNumber(value) || typeof value === "number" ? "number" : "other";
}
