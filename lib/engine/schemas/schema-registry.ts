import type { Queryable } from "../events";
import { engineError } from "../store/postgres-errors";
import { type CompiledEventSchema, compileEventSchema } from "./compile-event-schema";

/** The schemas that were published and not withdrawn, as of at most a second ago. */
export interface SchemaRegistry {
  /** What events of the type and version must fit; `refusing`: only if appends are refused that do not. */
  find(type: string, schemaVersion: number, refusing: "refusing" | "any"): CompiledEventSchema | null;
  /** Those that refuse, as the arrays that SQL takes; `ids` tells one state of them from the next. */
  readonly refused: { readonly ids: string; readonly types: readonly string[]; readonly versions: readonly number[] };
}

interface Row {
  readonly id: string;
  readonly type: string;
  readonly schema_version: number;
  readonly refuses: boolean;
}

const FRESH_FOR_MS = 1_000;

const PUBLISHED = `
select id, type, schema_version, refuses from foldline.event_schemas
 where published_at is not null and withdrawn_at is null order by id`;

const TEXTS = "select id, schema from foldline.event_schemas where id = any ($1)";

/** Keeps the published schemas of a database at hand: asking costs nothing but once a second. */
export function schemaRegistry(db: Queryable): () => Promise<SchemaRegistry> {
  // A published schema never changes, so that it is read once, and compiled when the first event of it comes.
  const schemas = new Map<string, () => CompiledEventSchema>();
  let known: { readonly at: number; readonly registry: Promise<SchemaRegistry> } | null = null;

  async function load(): Promise<SchemaRegistry> {
    try {
      const { rows } = await db.query<Row>(PUBLISHED);
      const unread = rows.filter(({ id }) => !schemas.has(id)).map(({ id }) => id);
      if (unread.length > 0) {
        const texts = await db.query<{ id: string; schema: unknown }>(TEXTS, [unread]);
        for (const { id, schema } of texts.rows)
          schemas.set(
            id,
            once(() => compileEventSchema(schema)),
          );
      }
      const published = new Set(rows.map(({ id }) => id));
      for (const id of schemas.keys()) if (!published.has(id)) schemas.delete(id);
      return registryOf(rows, schemas);
    } catch (error) {
      known = null;
      throw engineError(error, []);
    }
  }

  return () => {
    const now = performance.now();
    if (known === null || now - known.at > FRESH_FOR_MS) known = { at: now, registry: load() };
    return known.registry;
  };
}

function registryOf(rows: readonly Row[], schemas: ReadonlyMap<string, () => CompiledEventSchema>): SchemaRegistry {
  const name = (type: string, schemaVersion: number) => `${schemaVersion} ${type}`;
  const byName = new Map(
    rows.map((row) => [name(row.type, row.schema_version), { ...row, compiled: schemas.get(row.id) }]),
  );
  const refusing = rows.filter(({ refuses }) => refuses);
  return {
    find(type, schemaVersion, which) {
      if (which === "refusing" && refusing.length === 0) return null;
      const found = byName.get(name(type, schemaVersion));
      if (found === undefined || (which === "refusing" && !found.refuses)) return null;
      return found.compiled?.() ?? null;
    },
    refused: {
      ids: refusing.map(({ id }) => id).join(" "),
      types: refusing.map(({ type }) => type),
      versions: refusing.map(({ schema_version }) => schema_version),
    },
  };
}

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | null = null;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}
