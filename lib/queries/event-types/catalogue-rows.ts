import "server-only";
import { type CatalogueFacet, isRestRow, type PathDetail, type Queryable, type ShapeDetail } from "@/lib/engine";

/** A row of the built-in projection event-catalogue about one schema version of a type. */
export interface CatalogueRow {
  readonly schemaVersion: number;
  readonly facet: Exclude<CatalogueFacet, "day">;
  readonly name: string;
  /** It counts together what is beyond the limits. */
  readonly rest: boolean;
  readonly events: number;
  readonly streams: number;
  readonly firstPosition: bigint;
  readonly lastPosition: bigint;
  readonly detail: PathDetail & ShapeDetail;
}

/** What the catalogue holds of a type, and up to which position it has come. */
export interface CatalogueRows {
  readonly upTo: bigint;
  readonly rows: readonly CatalogueRow[];
}

interface StoredRow {
  up_to: string;
  key: string | null;
  type: string;
  schema_version: number;
  facet: CatalogueRow["facet"];
  name: string;
  events: string;
  streams: string | null;
  first_position: string;
  last_position: string;
  detail: CatalogueRow["detail"];
}

/** How far the version has come that consumers see; to be selected in the same statement as its rows. */
export const CATALOGUE_UP_TO = `
select coalesce(min(t.checkpoint), 0) as up_to
  from foldline.projections p
  join foldline.partitions t on t.projection = p.name and t.version = p.serving_version
 where p.name = 'event-catalogue'`;

const ROWS = `
select u.up_to, c.* from (${CATALOGUE_UP_TO}) u
  left join read_models.event_catalogue c on c.type = $1 and c.facet = any ($2)`;

const FACETS: readonly CatalogueRow["facet"][] = ["category", "path", "shape"];

/** Reads what the catalogue holds of a type, days aside; nothing, up to 0, before a worker has made it. */
export async function readCatalogueRows(
  db: Queryable,
  type: string,
  facets: readonly CatalogueRow["facet"][] = FACETS,
): Promise<CatalogueRows> {
  if (!(await catalogueExists(db))) return { upTo: 0n, rows: [] };
  const { rows } = await db.query<StoredRow>(ROWS, [type, facets]);
  const found = rows.flatMap((row) => (row.key === null ? [] : [toCatalogueRow({ ...row, key: row.key })]));
  return { upTo: BigInt(rows[0]?.up_to ?? 0), rows: found };
}

/** Whether a worker has made the read model. */
export async function catalogueExists(db: Queryable): Promise<boolean> {
  const view = "select to_regclass('read_models.event_catalogue') is not null as there";
  const { rows } = await db.query<{ there: boolean }>(view);
  return rows[0]?.there === true;
}

function toCatalogueRow(row: StoredRow & { key: string }): CatalogueRow {
  return {
    schemaVersion: row.schema_version,
    facet: row.facet,
    name: row.name,
    rest: isRestRow(row),
    events: Number(row.events),
    streams: Number(row.streams ?? 0),
    firstPosition: BigInt(row.first_position),
    lastPosition: BigInt(row.last_position),
    detail: row.detail,
  };
}
