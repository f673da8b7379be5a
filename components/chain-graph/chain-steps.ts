import type { ChainEdge, ChainNode } from "@/lib/api/event-types";

type Schema = Pick<ChainNode, "type" | "schemaVersion">;

/** An arrow of the graph: what an upcaster makes of a version, or that nothing leads on from one. */
export interface ChainStep {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Null: a gap. */
  readonly edge: ChainEdge | null;
  /** It is part of what keeps the chain from being whole. */
  readonly broken: boolean;
}

/** How a node is named within the graph. */
export function nodeKey({ type, schemaVersion }: Schema): string {
  return `${type}@${schemaVersion}`;
}

/** The arrows between versions: the upcasters, and a gap wherever a version has no way to the newest of its type. */
export function chainSteps(nodes: readonly ChainNode[], edges: readonly ChainEdge[]): ChainStep[] {
  const broken = brokenEdges(edges);
  const steps = edges.map((edge) => ({
    id: `${edge.id} ${nodeKey(edge.from)} ${nodeKey(edge.to)}`,
    from: nodeKey(edge.from),
    to: nodeKey(edge.to),
    edge,
    broken: broken.has(edge),
  }));
  return [...steps, ...gaps(nodes, edges)];
}

/** Whether only a draft leads to a version of which nothing is stored. */
export function isDraftOnly(node: ChainNode, edges: readonly ChainEdge[]): boolean {
  const into = edges.filter(({ to }) => nodeKey(to) === nodeKey(node));
  const out = edges.filter(({ from }) => nodeKey(from) === nodeKey(node));
  return node.events === 0 && into.length > 0 && [...into, ...out].every(({ state }) => state !== "active");
}

function gaps(nodes: readonly ChainNode[], edges: readonly ChainEdge[]): ChainStep[] {
  const active = edges.filter(({ state }) => state === "active");
  const known = nodes.filter((node) => !isDraftOnly(node, edges));
  const ends = known.filter((node) => !active.some(({ from }) => nodeKey(from) === nodeKey(node)));
  return ends.flatMap((end) => {
    const [next] = known
      .filter(({ type, schemaVersion }) => type === end.type && schemaVersion > end.schemaVersion)
      .toSorted((a, b) => a.schemaVersion - b.schemaVersion);
    if (next === undefined) return [];
    return [{ id: `gap ${nodeKey(end)}`, from: nodeKey(end), to: nodeKey(next), edge: null, broken: true }];
  });
}

/** Two ways from one version, a way to an older version of the same type, and ways round in a circle. */
function brokenEdges(edges: readonly ChainEdge[]): Set<ChainEdge> {
  const leadsBack = (edge: ChainEdge) => {
    const seen = new Set<string>();
    const next = [edge.to];
    for (let schema = next.pop(); schema !== undefined; schema = next.pop()) {
      const key = nodeKey(schema);
      if (key === nodeKey(edge.from)) return true;
      if (seen.has(key)) continue;
      seen.add(key);
      next.push(...edges.filter(({ from }) => nodeKey(from) === key).map(({ to }) => to));
    }
    return false;
  };
  return new Set(
    edges.filter(
      (edge) =>
        (edge.from.type === edge.to.type && edge.to.schemaVersion < edge.from.schemaVersion) ||
        edges.some((other) => other.id !== edge.id && nodeKey(other.from) === nodeKey(edge.from)) ||
        leadsBack(edge),
    ),
  );
}
