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
}

const SHORT = 60;

/** JSON as indented lines that know their paths; a short list of plain values stays on one line. */
export function jsonLines(value: unknown): JsonLine[] {
  const lines: JsonLine[] = [];
  const write = (item: unknown, path: string, key: string, indent: number, comma: boolean): void => {
    const children = childrenOf(item, path);
    const isList = Array.isArray(item);
    if (children === null || (isList && isShort(item))) {
      const text = isList ? item.map((each) => jsonTextOf(each)).join(", ") : jsonTextOf(item);
      lines.push({ path, indent, key, text: isList ? `[${text}]` : text, kind: kindOfLeaf(item), comma });
      return;
    }
    lines.push({ path, indent, key, text: isList ? "[" : "{", kind: "bracket", comma: false });
    for (const [index, child] of children.entries()) {
      const childKey = isList ? "" : `${JSON.stringify(child.label)}: `;
      write(child.value, child.path, childKey, indent + 1, index < children.length - 1);
    }
    lines.push({ path: null, indent, key: "", text: isList ? "]" : "}", kind: "bracket", comma });
  };
  write(value, "", "", 0, false);
  return lines;
}

function isShort(items: readonly unknown[]): boolean {
  return items.every((item) => childrenOf(item, "") === null) && jsonTextOf(items).length <= SHORT;
}
