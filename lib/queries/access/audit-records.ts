import "server-only";
import type { AuditPage, AuditQuery, AuditRecord } from "@/lib/api/audit";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";

// Served by the index on (category, position); the expression is the index's own.
const AUDIT = "split_part(stream_id, '-', 1) = '$audit'";

const RECORDS = `
select position, stream_id, version, recorded_at, type, data::text as data_text,
       coalesce(metadata ->> 'actor', '') as actor, coalesce(metadata ->> 'actorName', metadata ->> 'actor', '') as actor_name,
       metadata ->> 'reason' as reason
  from foldline.events
 where ${AUDIT} and ($1::bigint is null or position < $1)
   and ($2::text is null or type = $2) and ($3::text is null or metadata ->> 'actor' = $3)
 order by position desc limit $4`;

const TYPES = `select distinct type from foldline.events where ${AUDIT} order by type`;

const ACTORS = `
select distinct on (metadata ->> 'actor') metadata ->> 'actor' as id, coalesce(metadata ->> 'actorName', metadata ->> 'actor') as name
  from foldline.events where ${AUDIT} and metadata ? 'actor' order by metadata ->> 'actor', position desc`;

interface Row {
  readonly position: string;
  readonly stream_id: string;
  readonly version: string;
  readonly recorded_at: Date;
  readonly type: string;
  readonly data_text: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly reason: string | null;
}

/** One page of the audit, newest first. */
export async function auditRecords(query: AuditQuery): Promise<AuditPage> {
  await authorize("viewer");
  const values = [query.after ?? null, query.type ?? null, query.actor ?? null, query.limit + 1];
  const [records, types, actors] = await Promise.all([
    pool.query<Row>(RECORDS, values),
    pool.query<{ type: string }>(TYPES),
    pool.query<{ id: string; name: string }>(ACTORS),
  ]);
  const page = records.rows.slice(0, query.limit);
  return {
    records: page.map(toRecord),
    after: records.rows.length > query.limit ? (page.at(-1)?.position ?? null) : null,
    types: types.rows.map((row) => row.type),
    actors: actors.rows,
  };
}

function toRecord(row: Row): AuditRecord {
  return {
    position: row.position,
    streamId: row.stream_id,
    version: Number(row.version),
    at: row.recorded_at.toISOString(),
    type: row.type,
    actor: row.actor,
    actorName: row.actor_name,
    reason: row.reason,
    dataText: row.data_text,
  };
}
