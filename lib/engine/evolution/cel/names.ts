import { type CelNode, eachNode } from "./nodes";

/** A place in an expression where a path is read: `data.address.city`. */
export interface Access {
  readonly node: CelNode;
  /** From the variable on: `data`, `address`, `city`; a number stands for an item of a list. */
  readonly path: readonly (string | number)[];
  /** Where its last name stands. */
  readonly from: number;
  readonly to: number;
}

/** What an expression reads, calls and compares. */
export interface Names {
  readonly accesses: readonly Access[];
  readonly calls: readonly { readonly node: CelNode; readonly name: string }[];
  readonly comparisons: readonly CelNode[];
  /** Paths that a `has(…)` or an `in` asks about: they may be missing. */
  readonly guarded: ReadonlySet<string>;
  /** Paths that `coalesce` gives a value to where they are missing. */
  readonly defaulted: ReadonlySet<string>;
}

type Root = Parameters<typeof eachNode>[0];

/** Walks an expression once, and says what stands where. */
export function findNames(root: Root): Names {
  const accesses: Access[] = [];
  const calls: { node: CelNode; name: string }[] = [];
  const comparisons: CelNode[] = [];
  const guarded = new Set<string>();
  const defaulted = new Set<string>();
  const inHas = new Set<CelNode>();
  eachNode(root, (node) => {
    if (node.op === "call" || node.op === "rcall") {
      const [name] = node.args as readonly [string];
      calls.push({ node, name });
      const [, args] = node.args as readonly [string, readonly CelNode[]];
      const path = node.op === "call" && args[0] !== undefined ? pathOf(args[0]) : null;
      if (name === "has" && path !== null) {
        guarded.add(JSON.stringify(path));
        for (let at = args[0]; at !== undefined; at = (at.args as readonly CelNode[])[0]) {
          if (at.op !== ".") break;
          inHas.add(at);
        }
      }
      if (name === "coalesce" && path !== null) defaulted.add(JSON.stringify(path));
    }
    if (node.op === "==" || node.op === "!=") comparisons.push(node);
    if (node.op === "in") {
      const [name, container] = node.args as readonly [CelNode, CelNode];
      const path = pathOf(container);
      if (path !== null && name.op === "value") guarded.add(JSON.stringify([...path, name.args]));
    }
    const path = pathOf(node);
    if (path === null || path.length < 2) return;
    const [object] = node.args as readonly [CelNode];
    accesses.push({
      node,
      path,
      from: node.op === "." ? nameStart(root.input, node) : object.range.end,
      to: node.range.end,
    });
  });
  return { accesses: accesses.filter(({ node }) => !inHas.has(node)), calls, comparisons, guarded, defaulted };
}

/** `null`: no path from a variable. */
function pathOf(node: CelNode): readonly (string | number)[] | null {
  if (node.op === "id") return VARIABLES.has(String(node.args)) ? [String(node.args)] : null;
  if (node.op !== "." && node.op !== "[]") return null;
  const [object, step] = node.args as readonly [CelNode, CelNode | string];
  const before = pathOf(object);
  if (before === null) return null;
  if (typeof step === "string") return [...before, step];
  if (step.op === "value" && typeof step.args === "string") return [...before, step.args];
  return [...before, 0];
}

const VARIABLES: ReadonlySet<string> = new Set(["data", "row", "event", "state"]);

function nameStart(text: string, node: CelNode): number {
  const [, name] = node.args as readonly [CelNode, string];
  const start = text.lastIndexOf(name, node.range.end - 1);
  return Math.max(start, node.range.start);
}
