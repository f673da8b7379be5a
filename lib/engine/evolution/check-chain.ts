import { type EventSchema, schemaName, type Upcaster } from "./upcaster";

/** Why upcasters do not form a chain, naming those involved. */
export interface ChainProblem {
  readonly kind: "gap" | "cycle" | "fork" | "downgrade" | "dead-end";
  readonly message: string;
  readonly upcasterIds: readonly string[];
}

/**
 * Checks that every schema which the upcasters know leads to the newest one by exactly one way. With `stored`, the
 * schemas of events in the store, also that none of these is left behind. No problems: an empty list.
 */
export function checkChain(upcasters: readonly Upcaster[], stored: readonly EventSchema[] = []): ChainProblem[] {
  const graph = new Graph(upcasters);
  const local = [...downgrades(upcasters), ...forks(graph), ...cycles(graph)];
  // Where edges are doubled or go in circles there is no single way to follow, and nothing to say about its end.
  return local.length > 0 ? local : ends(graph, stored);
}

function downgrades(upcasters: readonly Upcaster[]): ChainProblem[] {
  return upcasters.flatMap(({ id, title, from, makes }) =>
    makes
      .filter(({ type, schemaVersion }) => type === from.type && schemaVersion < from.schemaVersion)
      .map((older) => ({
        kind: "downgrade" as const,
        message: `"${title}" turns ${schemaName(from)} into the older ${schemaName(older)}`,
        upcasterIds: [id],
      })),
  );
}

function forks(graph: Graph): ChainProblem[] {
  return [...graph.edges.values()]
    .filter((edges) => edges.length > 1)
    .map((edges) => ({
      kind: "fork" as const,
      message: `${list(edges.map(({ title }) => `"${title}"`))} both read ${edges[0] && schemaName(edges[0].from)}`,
      upcasterIds: edges.map(({ id }) => id),
    }));
}

function cycles(graph: Graph): ChainProblem[] {
  const found = new Map<string, ChainProblem>();
  const done = new Set<string>();
  // Depth first: an edge back to a schema that is still on the way closes a circle.
  const follow = (schema: EventSchema, way: readonly Upcaster[]): void => {
    const name = schemaName(schema);
    const entry = way.findIndex(({ from }) => schemaName(from) === name);
    if (entry >= 0) {
      const circle = way.slice(entry);
      const ids = circle.map(({ id }) => id);
      const message = `${[...circle.map(({ from }) => schemaName(from)), name].join(" → ")} goes in a circle`;
      found.set([...ids].sort().join("\n"), { kind: "cycle", message, upcasterIds: ids });
      return;
    }
    if (done.has(name)) return;
    const edge = graph.edgeFrom(schema);
    if (edge !== undefined) for (const made of edge.makes) follow(made, [...way, edge]);
    done.add(name);
  };
  for (const start of graph.schemas.values()) follow(start, []);
  return [...found.values()];
}

function ends(graph: Graph, stored: readonly EventSchema[]): ChainProblem[] {
  const problems = new Map<string, ChainProblem>();
  for (const end of [...graph.schemas.values(), ...stored]) {
    const newest = graph.newestVersionOf(end.type);
    if (graph.edgeFrom(end) !== undefined || newest === undefined || end.schemaVersion >= newest) continue;
    problems.set(schemaName(end), deadEnd(graph, end, newest));
  }
  return [...problems.values()];
}

function deadEnd(graph: Graph, end: EventSchema, newest: number): ChainProblem {
  const into = graph.upcasters.filter(({ makes }) => makes.some((made) => schemaName(made) === schemaName(end)));
  const next = graph.upcasters
    .filter(({ from }) => from.type === end.type && from.schemaVersion > end.schemaVersion)
    .sort((left, right) => left.from.schemaVersion - right.from.schemaVersion)[0];
  if (next !== undefined) {
    return {
      kind: "gap",
      message: `no upcaster leads from ${schemaName(end)} to ${schemaName(next.from)}, where "${next.title}" goes on`,
      upcasterIds: [...into, next].map(({ id }) => id),
    };
  }
  return {
    kind: "dead-end",
    message: `${schemaName(end)} has no way to ${schemaName({ type: end.type, schemaVersion: newest })}, the newest`,
    upcasterIds: into.map(({ id }) => id),
  };
}

class Graph {
  readonly upcasters: readonly Upcaster[];
  readonly edges = new Map<string, Upcaster[]>();
  readonly schemas = new Map<string, EventSchema>();
  readonly #newest = new Map<string, number>();

  constructor(upcasters: readonly Upcaster[]) {
    this.upcasters = upcasters;
    for (const upcaster of upcasters) {
      const from = schemaName(upcaster.from);
      this.edges.set(from, [...(this.edges.get(from) ?? []), upcaster]);
      for (const schema of [upcaster.from, ...upcaster.makes]) {
        this.schemas.set(schemaName(schema), schema);
        this.#newest.set(schema.type, Math.max(schema.schemaVersion, this.newestVersionOf(schema.type) ?? 0));
      }
    }
  }

  newestVersionOf(type: string): number | undefined {
    return this.#newest.get(type);
  }

  /** The upcaster that reads a schema; where several do, one of them. */
  edgeFrom(schema: EventSchema): Upcaster | undefined {
    return this.edges.get(schemaName(schema))?.[0];
  }
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
