import { jsonTextOf, kindOfLeaf } from "../json-tree";
import type { JsonNode } from "./json-node";

/** A value on one line, and how many of its characters or leaves the line leaves out. */
export interface ValuePreview {
  readonly text: string;
  readonly kind: "string" | "number" | "other" | "inside";
  readonly cut: boolean;
}

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

/** A value as one line of at most about `most` characters: `{ sku: "CBL-USBC-2M", qty: 2 }`; `without` a member. */
export function previewOf(node: JsonNode, most: number, without: string | null = null): ValuePreview {
  if (node.kind === "leaf") {
    const text = leafText(node.value, most);
    return { text, kind: kindOfLeaf(node.value), cut: text.endsWith("…") };
  }
  const pieces: string[] = [];
  let length = 0;
  let cut = false;
  const write = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
  };
  // What is still to be written: a value, or text that stands between values.
  const open: (JsonNode | string)[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (length >= most) {
      cut = true;
      break;
    }
    if (typeof next === "string") write(next);
    else if (next.kind === "leaf") write(leafText(next.value, most - length));
    else if (next.children.length === 0) write(next.kind === "list" ? "[]" : "{}");
    else for (const piece of piecesOf(next, most - length, next === node ? without : null).reverse()) open.push(piece);
  }
  return { text: cut ? `${pieces.join("")}…` : pieces.join(""), kind: "inside", cut };
}

function piecesOf(node: JsonNode, most: number, without: string | null): (JsonNode | string)[] {
  const isList = node.kind === "list";
  // Every child takes three characters at least: more of them than that cannot be shown.
  const shown = node.children.slice(0, Math.ceil(most / 3) + 1);
  const pieces: (JsonNode | string)[] = [isList ? "[" : "{ "];
  for (const [index, child] of shown.entries()) {
    const key = node.keys[index] ?? "";
    if (!isList && key === without && shown.length > 1) continue;
    if (pieces.length > 1) pieces.push(", ");
    if (!isList) pieces.push(`${PLAIN_KEY.test(key) ? key : JSON.stringify(key)}: `);
    pieces.push(child);
  }
  pieces.push(isList ? "]" : " }");
  return pieces;
}

function leafText(value: unknown, most: number): string {
  if (typeof value !== "string" || value.length <= most) return jsonTextOf(value);
  return `${JSON.stringify(wholeCharacters(value, most)).slice(0, -1)}…`;
}

/** The beginning of a text, of at most `most` units, no character of it cut in two. */
export function wholeCharacters(text: string, most: number): string {
  const end = Math.max(0, most);
  const last = text.charCodeAt(end - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? end - 1 : end);
}
