import "server-only";
import type { RebuildDeadLetters } from "@/lib/api/rebuilds";
import type { Queryable } from "@/lib/engine";

interface Row {
  id: string;
  type: string;
  schema_version: number;
  stream_id: string;
  stream_version: string;
  message: string;
  status: string;
  failed_at: Date;
  count: string;
}

const LATEST = `
select id, type, schema_version, stream_id, stream_version, message, status, failed_at, count(*) over () as count
  from foldline.dead_letters
 where projection = $1 and version = $2 and status in ('parked', 'skipped')
 order by failed_at desc, id limit 5`;

/** How many events the version being built could not apply, and the latest of them. */
export async function rebuildDeadLetters(
  db: Queryable,
  { projection, version }: { readonly projection: string; readonly version: number },
): Promise<RebuildDeadLetters> {
  const { rows } = await db.query<Row>(LATEST, [projection, version]);
  return {
    count: Number(rows[0]?.count ?? 0),
    latest: rows.map((row) => ({
      id: row.id,
      type: row.type,
      schemaVersion: row.schema_version,
      streamId: row.stream_id,
      streamVersion: Number(row.stream_version),
      message: row.message,
      skipped: row.status === "skipped",
      failedAt: row.failed_at.toISOString(),
    })),
  };
}
