import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Queryable } from "../../events";

// Temporary: never logged, and gone with the connection, so a killed import leaves nothing behind.
const CREATE = `
create temporary table import_staging (
  line bigint not null, stream_id text not null, event_id uuid not null, type text not null,
  schema_version smallint not null, data json not null, metadata jsonb not null, occurred_at timestamptz
)`;
const COPY = `
copy import_staging (line, stream_id, event_id, type, schema_version, data, metadata, occurred_at) from stdin`;
const INDEX = "create index import_staging_line on import_staging using brin (line)";
const ANALYZE = "analyze import_staging";
const DROP = "drop table if exists import_staging";

/** Creates the session's staging table and fills it with rows in COPY's text format. */
export async function stage(client: pg.PoolClient, rows: AsyncIterable<Buffer>): Promise<void> {
  await client.query(DROP);
  await client.query(CREATE);
  await pipeline(Readable.from(rows, { objectMode: false }), client.query(copyFrom(COPY)));
  await client.query(INDEX);
  await client.query(ANALYZE);
}

const TYPES = "select distinct type from import_staging where left(stream_id, 1) <> '$'";

/** The types of the staged events. */
export async function stagedTypes(db: Queryable): Promise<string[]> {
  return (await db.query<{ type: string }>(TYPES)).rows.map(({ type }) => type);
}

/** Removes the session's staging table. */
export async function dropStaging(client: pg.PoolClient): Promise<void> {
  await client.query(DROP);
}
