import { childrenOf, jsonTextOf, kindOfLeaf } from "./json-tree";

export interface JsonLine {
  /** Of the value on this line; null for a closing bracket. */
  readonly path: string | null;
  readonly indent: number;
  /** `"amount": ` in front of the value. */
  readonly key: string;
  readonly text: string;
  readonly kind: "string" | "number" | "other" | "bracket";
  readonly comma: boolean;
  /** How many values it holds, where it can be folded. */
  readonly holds: number | null;
  readonly folded: boolean;
}

const SHORT = 60;

/** JSON as indented lines that know their paths; a short list of plain values stays on one line, what is folded too. */
export function jsonLines(value: unknown, folded: ReadonlySet<string> = new Set()): JsonLine[] {
  const lines: JsonLine[] = [];
  const write = (item: unknown, path: string, key: string, indent: number, comma: boolean): void => {
    const children = childrenOf(item, path);
    const isList = Array.isArray(item);
    const line = { path, indent, key, comma, holds: null, folded: false };
    if (children === null || (isList && isShort(item))) {
      const text = isList ? item.map((each) => jsonTextOf(each)).join(", ") : jsonTextOf(item);
      lines.push({ ...line, text: isList ? `[${text}]` : text, kind: kindOfLeaf(item) });
      return;
    }
    const holder = { ...line, kind: "bracket", holds: children.length } as const;
    if (folded.has(path)) {
      lines.push({ ...holder, text: isList ? "[…]" : "{…}", folded: true });
      return;
    }
    lines.push({ ...holder, text: isList ? "[" : "{", comma: false });
    for (const [index, child] of children.entries()) {
      const childKey = isList ? "" : `${JSON.stringify(child.label)}: `;
      write(child.value, child.path, childKey, indent + 1, index < children.length - 1);
    }
    lines.push({ ...line, path: null, key: "", text: isList ? "]" : "}", kind: "bracket" });
  };
  write(value, "", "", 0, false);
  return lines;
}

function isShort(items: readonly unknown[]): boolean {
  // A longer list is not written out only to see that it is long.
  if (items.length > SHORT / 2) return false;
  return items.every((item) => childrenOf(item, "") === null) && jsonTextOf(items).length <= SHORT;
}
