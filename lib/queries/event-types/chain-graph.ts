import "server-only";
import type { ChainEdge, ChainNode } from "@/lib/api/event-types";
import type { TypeVersionCount } from "./event-type-counts";

export interface ChainGraph {
  readonly nodes: ChainNode[];
  readonly edges: ChainEdge[];
}

/** The schemas of `type` and of every type that upcasters join to it, oldest first, with the edges between them. */
export function chainGraph(type: string, counts: readonly TypeVersionCount[], edges: readonly ChainEdge[]): ChainGraph {
  const types = joinedTypes(type, edges);
  const joined = edges.filter((edge) => types.has(edge.from.type));
  const nodes = new Map<string, ChainNode>();
  const add = (schema: { type: string; schemaVersion: number }, count?: TypeVersionCount) => {
    const key = `${schema.type}@${schema.schemaVersion}`;
    if (nodes.has(key)) return;
    const latest = !joined.some((edge) => edge.state === "active" && same(edge.from, schema));
    nodes.set(key, {
      type: schema.type,
      schemaVersion: schema.schemaVersion,
      events: count?.events ?? 0,
      lastAt: count?.lastAt.toISOString() ?? null,
      latest,
    });
  };
  for (const count of counts) if (types.has(count.type)) add(count, count);
  for (const edge of joined) {
    add(edge.from);
    add(edge.to);
  }
  return { nodes: inReadingOrder([...nodes.values()], joined), edges: joined };
}

function joinedTypes(type: string, edges: readonly ChainEdge[]): Set<string> {
  const types = new Set([type]);
  for (let size = 0; size !== types.size; ) {
    size = types.size;
    for (const { from, to } of edges) {
      if (types.has(from.type)) types.add(to.type);
      if (types.has(to.type)) types.add(from.type);
    }
  }
  return types;
}

// A node stands after every node that leads to it; the number of steps before it says where.
function inReadingOrder(nodes: ChainNode[], edges: readonly ChainEdge[]): ChainNode[] {
  const depths = new Map<ChainNode, number>();
  const depth = (node: ChainNode, seen: ReadonlySet<ChainNode>): number => {
    if (seen.has(node)) return 0;
    const before = edges
      .filter((edge) => same(edge.to, node))
      .flatMap((edge) => nodes.filter((other) => same(edge.from, other)));
    return before.reduce((most, other) => Math.max(most, depth(other, new Set([...seen, node])) + 1), 0);
  };
  for (const node of nodes) depths.set(node, depth(node, new Set()));
  return nodes.toSorted(
    (a, b) =>
      (depths.get(a) ?? 0) - (depths.get(b) ?? 0) || a.schemaVersion - b.schemaVersion || a.type.localeCompare(b.type),
  );
}

function same(
  a: { readonly type: string; readonly schemaVersion: number },
  b: { readonly type: string; readonly schemaVersion: number },
): boolean {
  return a.type === b.type && a.schemaVersion === b.schemaVersion;
}
