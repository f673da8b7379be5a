import "server-only";
import type { MisfitPage } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { isPublished, readEventSchemaRows } from "./event-schema-rows";

const PAGE = `
select position, stream_id as "streamId", stream_version as version, path, message from foldline.schema_misfits
 where schema_id = $1 and position > $2 order by position limit $3`;

interface Row {
  readonly position: string;
  readonly streamId: string;
  readonly version: string;
  readonly path: string;
  readonly message: string;
}

interface MisfitsRequest {
  readonly type: string;
  readonly schemaVersion: number;
  /** A withdrawn one; the published one when left out. */
  readonly schema?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One page of the stored events that do not fit a schema, in the order of their positions. */
export async function schemaMisfits({
  type,
  schemaVersion,
  schema,
  after = "0",
  limit,
}: MisfitsRequest): Promise<MisfitPage> {
  await authorize("viewer");
  const known = await readEventSchemaRows(pool, type, schemaVersion);
  const wanted = known.find((row) => (schema === undefined ? isPublished(row) : row.id === schema));
  if (wanted === undefined) {
    throw new AppError(`"${type}" v${schemaVersion} has no such published schema.`, { code: "not-found" });
  }
  const { rows } = await pool.query<Row>(PAGE, [wanted.id, after, limit + 1]);
  const shown = rows.slice(0, limit);
  return {
    misfits: shown.map((row) => ({ ...row, version: Number(row.version) })),
    next: rows.length > limit ? (shown.at(-1)?.position ?? null) : null,
  };
}
