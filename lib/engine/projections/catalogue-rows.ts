import { createHash } from "node:crypto";
import type { EventSchema } from "../evolution/upcaster";
import { type CatalogueEntry, emptyEntry, REST, type ShapeDetail } from "./catalogue-entry";
import { type PathDetail, pathDetail, pathFromDetail } from "./catalogue-path";
import type { RawContext } from "./projection";

/** One fact about a schema version. Positions are bigints. */
export interface EventCatalogueRow {
  readonly type: string;
  readonly schema_version: number;
  readonly facet: CatalogueFacet;
  readonly name: string;
  readonly events: bigint;
  /** Of a category: how many of its streams hold such an event. */
  readonly streams: bigint | null;
  readonly first_position: bigint;
  readonly last_position: bigint;
  readonly detail: unknown;
}

export type CatalogueFacet = "category" | "day" | "path" | "shape";

/** A row as it is written; `null`: the name of what is counted together. */
export interface FacetRow {
  readonly facet: CatalogueFacet;
  readonly name: string | null;
  readonly events: number;
  readonly streams: number | null;
  readonly firstPosition: bigint;
  readonly lastPosition: bigint;
  readonly detail: PathDetail | ShapeDetail | null;
}

/** A row with what it is about. */
export interface SchemaRow {
  readonly schema: EventSchema;
  readonly row: FacetRow;
}

const MAX_KEY_LENGTH = 1_000;
const SIGNATURE_DIGITS = 13;

/** The key of a row: what it is about, as JSON; of a long one, which no index could hold, its hash. */
export function facetKey({ type, schemaVersion }: EventSchema, facet: CatalogueFacet, name: string | null): string {
  const key = JSON.stringify([type, schemaVersion, facet, name]);
  return key.length <= MAX_KEY_LENGTH ? key : createHash("sha256").update(key).digest("hex");
}

/** Whether a stored row counts what is beyond the limits; a category can have the name of such a row. */
export function isRestRow(row: Pick<StoredRow, "key" | "type" | "schema_version" | "facet" | "name">): boolean {
  if (row.name !== REST) return false;
  return row.key === facetKey({ type: row.type, schemaVersion: row.schema_version }, row.facet, null);
}

/** The rows of what was changed in an entry. */
export function facetRows({ paths, shapes, categories }: CatalogueEntry): FacetRow[] {
  const rows: FacetRow[] = [];
  for (const [name, path] of paths)
    rows.push({ facet: "path", name, ...path, streams: null, detail: pathDetail(path) });
  for (const [name, category] of categories) rows.push({ facet: "category", name, ...category, detail: null });
  for (const [signature, shape] of shapes) {
    const name = signature === null ? null : signature.toString(16).padStart(SIGNATURE_DIGITS, "0");
    rows.push({ facet: "shape", name, ...shape, streams: null });
  }
  return rows;
}

interface StoredRow {
  readonly key: string;
  readonly type: string;
  readonly schema_version: number;
  readonly facet: CatalogueFacet;
  readonly name: string;
  readonly events: string;
  readonly streams: string | null;
  readonly first_position: string;
  readonly last_position: string;
  readonly detail: string | null;
}

const KNOWN = (table: string) => `
select key, type, schema_version, facet, name, events, streams, first_position, last_position, detail::text
  from ${table} join unnest($1::text[], $2::int[]) as wanted (type, schema_version) using (type, schema_version)
 where facet in ('path', 'shape', 'category')`;

/** Reads what is known of some schema versions, each in the order of the schemas. */
export async function readEntries(
  { query, table }: RawContext,
  schemas: readonly EventSchema[],
): Promise<CatalogueEntry[]> {
  const entries = schemas.map(emptyEntry);
  const { rows } = await query<StoredRow>(KNOWN(table), [
    schemas.map(({ type }) => type),
    schemas.map(({ schemaVersion }) => schemaVersion),
  ]);
  for (const row of rows) {
    const index = schemas.findIndex(
      ({ type, schemaVersion }) => type === row.type && schemaVersion === row.schema_version,
    );
    const entry = entries[index];
    if (entry !== undefined) addRow(entry, row, isRestRow(row) ? null : row.name);
  }
  return entries;
}

function addRow(entry: CatalogueEntry, row: StoredRow, name: string | null): void {
  const counts = {
    events: Number(row.events),
    firstPosition: BigInt(row.first_position),
    lastPosition: BigInt(row.last_position),
  };
  const detail: unknown = JSON.parse(row.detail ?? "null");
  // Sound because only `facetRows` has made these details.
  if (row.facet === "path") entry.paths.set(name, pathFromDetail(detail as PathDetail, counts));
  else if (row.facet === "category") entry.categories.set(name, { ...counts, streams: Number(row.streams) });
  else {
    const signature = name === null ? null : Number.parseInt(name, 16);
    entry.shapes.set(signature, { ...counts, detail: detail as ShapeDetail });
  }
}

const STORE = (table: string) => `
insert into ${table} as t
  (key, type, schema_version, facet, name, events, streams, first_position, last_position, detail)
select * from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
                     $8::bigint[], $9::bigint[], $10::jsonb[])
    on conflict (key) do update
   set events = case excluded.facet when 'day' then t.events else 0 end + excluded.events,
       streams = excluded.streams, last_position = excluded.last_position, detail = excluded.detail`;

/** Writes rows of several schemas. Those of days say what is to be added, all others what there is now. */
export async function storeRows({ query, table }: RawContext, rows: readonly SchemaRow[]): Promise<void> {
  await query(STORE(table), [
    rows.map(({ schema, row }) => facetKey(schema, row.facet, row.name)),
    rows.map(({ schema }) => schema.type),
    rows.map(({ schema }) => schema.schemaVersion),
    rows.map(({ row }) => row.facet),
    rows.map(({ row }) => row.name ?? REST),
    rows.map(({ row }) => row.events),
    rows.map(({ row }) => row.streams),
    rows.map(({ row }) => row.firstPosition.toString()),
    rows.map(({ row }) => row.lastPosition.toString()),
    rows.map(({ row }) => (row.detail === null ? null : JSON.stringify(row.detail))),
  ]);
}
