import "server-only";
import type { EventReader } from "@/lib/api/event-types";
import type { EventSchema, Reducer, Upcaster } from "@/lib/engine";
import { wayOf } from "../event-types/chain-ways";
import type { ProjectionRow } from "../projections/projection-rows";

/** What reads events, as far as it is known to the console. */
export interface KnownReaders {
  /** Registered ones, reactors among them. */
  readonly projections: readonly Pick<ProjectionRow, "name" | "definition" | "definitionVersion" | "retiredAt">[];
  readonly reducers: readonly Reducer[];
  /** The active ones, of code and of the console. */
  readonly upcasters: readonly Upcaster[];
}

/** What events of a schema are read as today; several where an upcaster splits them, nothing where one passes them over. */
export function readAsToday(schema: EventSchema, upcasters: readonly Upcaster[]): EventSchema[] {
  return [...wayOf(upcasters, schema).ends];
}

/** Who reads events of a stored schema that stand in streams of these categories, and as what. */
export function eventReaders(
  schema: EventSchema,
  categories: readonly string[],
  { projections, reducers, upcasters }: KnownReaders,
): EventReader[] {
  const { ends: read, upcasters: passed } = wayOf(upcasters, schema);
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

function reducerReaders(
  { name, version, category, types, source }: Reducer,
  read: readonly EventSchema[],
): EventReader[] {
  return read
    .filter(({ type }) => types === undefined || types.includes(type))
    .map((readsAs) => ({
      ...NOTHING_ELSE,
      kind: "reducer",
      name,
      source: source ?? "code",
      version,
      category,
      everyType: types === undefined,
      readsAs,
    }));
}
