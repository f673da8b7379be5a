import "server-only";
import type { EventReader } from "@/lib/api/event-types";
import type { EventSchema, Reducer, Upcaster } from "@/lib/engine";
import type { ProjectionRow } from "./projection-rows";

/** What reads events, as far as it is known to the console. */
export interface KnownReaders {
  /** Registered ones, reactors among them. */
  readonly projections: readonly Pick<ProjectionRow, "name" | "definition" | "definitionVersion" | "retiredAt">[];
  readonly reducers: readonly Reducer[];
  /** The active ones, of code and of the console. */
  readonly upcasters: readonly Upcaster[];
}

/** What events of a schema are read as today; several where an upcaster splits them. */
export function readAsToday(schema: EventSchema, upcasters: readonly Upcaster[]): EventSchema[] {
  return along(schema, upcasters).read;
}

/** Who reads events of a stored schema that stand in streams of these categories, and as what. */
export function eventReaders(
  schema: EventSchema,
  categories: readonly string[],
  { projections, reducers, upcasters }: KnownReaders,
): EventReader[] {
  const { read, passed } = along(schema, upcasters);
  return [
    ...projections.filter(({ retiredAt }) => retiredAt === null).flatMap((row) => projectionReaders(row, schema, read)),
    ...reducers
      .filter(({ category }) => category === null || categories.includes(category))
      .flatMap((reducer) => reducerReaders(reducer, read)),
    ...passed.map(
      (upcaster): EventReader => ({
        ...NOTHING_ELSE,
        kind: "upcaster",
        name: upcaster.title,
        source: upcaster.source,
        readsAs: upcaster.from,
        upcasterId: upcaster.id,
      }),
    ),
  ];
}

const NOTHING_ELSE = { version: null, category: null, everyType: false, upcasterId: null } as const;

function projectionReaders(
  { name, definition, definitionVersion }: KnownReaders["projections"][number],
  stored: EventSchema,
  read: readonly EventSchema[],
): EventReader[] {
  const { types, reads, kind, source } = definition;
  const seen = reads === "stored" ? [stored] : read;
  return seen
    .filter(({ type }) => types === null || types.includes(type))
    .map((readsAs) => ({
      ...NOTHING_ELSE,
      kind: kind === "reactor" ? "reactor" : "projection",
      name,
      source,
      version: definitionVersion,
      everyType: types === null,
      readsAs,
    }));
}

function reducerReaders({ name, version, category, types }: Reducer, read: readonly EventSchema[]): EventReader[] {
  return read
    .filter(({ type }) => types === undefined || types.includes(type))
    .map((readsAs) => ({
      ...NOTHING_ELSE,
      kind: "reducer",
      name,
      source: "code",
      version,
      category,
      everyType: types === undefined,
      readsAs,
    }));
}

/** Follows the upcasters from a schema: those on the way, and the schemas that none of them reads any more. */
function along(
  schema: EventSchema,
  upcasters: readonly Upcaster[],
): { readonly read: EventSchema[]; readonly passed: Upcaster[] } {
  const read: EventSchema[] = [];
  const passed = new Set<Upcaster>();
  const reached = [schema];
  for (const at of reached) {
    const edges = upcasters.filter(({ from }) => isSame(from, at));
    if (edges.length === 0) read.push(at);
    for (const edge of edges) {
      passed.add(edge);
      // Upcasters that contradict each other may lead in a circle.
      for (const made of edge.makes) if (!reached.some((each) => isSame(each, made))) reached.push(made);
    }
  }
  return { read, passed: [...passed] };
}

function isSame(a: EventSchema, b: EventSchema): boolean {
  return a.type === b.type && a.schemaVersion === b.schemaVersion;
}
