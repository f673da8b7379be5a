import type { ASTNode } from "@marcbachmann/cel-js";

/** A node of cel-js's syntax tree, with the parts that are no part of its types; `cel.test.ts` notices a change. */
export interface CelNode {
  readonly op: string;
  readonly args: unknown;
  readonly range: { readonly start: number; readonly end: number };
  readonly meta: {
    readonly alternate?: CelNode;
    readonly macro?: object;
    readonly check: (...parts: never[]) => unknown;
    readonly evaluate: (evaluator: unknown, node: CelNode, context: unknown) => unknown;
  };
  setMeta(key: "check" | "evaluate", value: unknown): void;
  /** Set by the type check: does the work of the node on the values of its operands. */
  handle?: (...values: unknown[]) => unknown;
}

/** Calls `visit` once for each node below and including the root, whatever macros it was expanded from. */
export function eachNode(root: ASTNode, visit: (node: CelNode) => void): void {
  const seen = new Set<object>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (isNode(value)) {
      visit(value);
      walk(value.meta.alternate);
      walk(value.meta.macro);
      walk(value.args);
    } else {
      for (const part of Object.values(value)) walk(part);
    }
  };
  walk(root);
}

function isNode(value: object): value is CelNode {
  return "op" in value && "meta" in value;
}

/** The paths that begin with `data` in an expression: `["address", "city"]`. */
export function dataPaths(root: ASTNode): string[][] {
  const paths = new Map<CelNode, string[]>();
  const inner = new Set<CelNode>();
  eachNode(root, (node) => {
    const path = node.op === "." ? dataPath(node) : null;
    if (path === null) return;
    const [object] = node.args as readonly [CelNode];
    inner.add(object);
    paths.set(node, path);
  });
  const whole = [...paths].filter(([node]) => !inner.has(node)).map(([, path]) => path);
  return [...new Map(whole.map((path) => [JSON.stringify(path), path])).values()];
}

function dataPath(node: CelNode): string[] | null {
  if (node.op === "id") return node.args === "data" ? [] : null;
  if (node.op !== ".") return null;
  const [object, name] = node.args as readonly [CelNode, string];
  const before = dataPath(object);
  return before === null ? null : [...before, name];
}
