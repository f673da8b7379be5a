import { memberPath } from "../json-path";
import { identityText } from "./diff-node";
import { identityOf, memberOf } from "./item-identity";
import type { JsonNode } from "./json-node";

/** A value with its path from the root, and from where it is shown. */
export interface NamedValue {
  readonly node: JsonNode;
  readonly path: string;
  readonly label: string;
}

/** What a value holds, items named by what tells them apart. */
export function innerValues({ node, path, label }: NamedValue): NamedValue[] {
  if (node.kind === "object") {
    return node.children.map((child, index) => {
      const key = node.keys[index] ?? "";
      return { node: child, path: memberPath(path, key), label: memberPath(label, key) };
    });
  }
  const member = node.children.length === 0 ? null : identityOf(node);
  return node.children.map((child, index) => {
    const own = member === null ? undefined : memberOf(child, member);
    const name = own === undefined ? String(index) : identityText(own.value);
    return { node: child, path: `${path}[${name}]`, label: `${label}[${name}]` };
  });
}

/** The leaves at and below a value, in order, of those for which `isWanted` does not turn a whole value away. */
export function* leavesBelow(root: NamedValue, isWanted: (value: NamedValue) => boolean): Generator<NamedValue> {
  const open = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (!isWanted(value)) continue;
    if (value.node.children.length === 0) yield value;
    else for (const inner of innerValues(value).reverse()) open.push(inner);
  }
}
