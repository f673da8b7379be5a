import "server-only";
import { fieldPointer, itemsPointer, pointerPath } from "@/lib/engine";

const MAX_DEPTH = 12;
const MAX_ITEMS = 20;
const MAX_PARTS = 200;

/** Which paths stand in data and what kind of value stands at each: the same for data of the same shape. */
export function shapeSignature(data: unknown): string {
  const parts = new Set<string>();
  walk(data, "", 0, parts);
  return [...parts].toSorted().join("\n");
}

/** The signature of a shape that the catalogue keeps. */
export function signatureOf(paths: readonly { readonly pointer: string; readonly kinds: readonly string[] }[]): string {
  // Whether a number is a whole one says nothing about the shape: 12.5 and 12 stand in the same field.
  const parts = paths.flatMap(({ pointer, kinds }) =>
    kinds.map((kind) => `${pointer} ${kind === "integer" ? "number" : kind}`),
  );
  return [...new Set(parts)].slice(0, MAX_PARTS).toSorted().join("\n");
}

/** The paths of a signature, for people: `address.city`, `lines[].price`. */
export function signaturePaths(signature: string): string[] {
  const pointers = signature.split("\n").map((part) => part.slice(0, part.lastIndexOf(" ")));
  return [...new Set(pointers)].filter((pointer) => pointer !== "").map(pointerPath);
}

function walk(value: unknown, pointer: string, depth: number, parts: Set<string>): void {
  if (parts.size >= MAX_PARTS) return;
  if (Array.isArray(value)) {
    parts.add(`${pointer} list`);
    if (depth >= MAX_DEPTH) return;
    for (const item of value.slice(0, MAX_ITEMS)) walk(item, itemsPointer(pointer), depth + 1, parts);
  } else if (typeof value === "object" && value !== null) {
    if (pointer !== "") parts.add(`${pointer} object`);
    if (depth >= MAX_DEPTH) return;
    for (const [name, inner] of Object.entries(value)) walk(inner, fieldPointer(pointer, name), depth + 1, parts);
  } else {
    parts.add(`${pointer} ${kindOf(value)}`);
  }
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return "text";
  return typeof value === "boolean" ? "truth value" : "number";
}
