import type pg from "pg";

/** Empties the store and forgets every projection, so that the next example begins at position 1. */
export async function clearStore(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  await client.query("set session_replication_role = replica");
  await client.query(
    "truncate foldline.events, foldline.streams, foldline.partitions, foldline.read_models, foldline.projections cascade",
  );
  await client.query(
    "drop schema if exists read_models cascade; create schema read_models; drop schema if exists foldline_data cascade; alter sequence foldline.position_seq restart",
  );
  client.release(true);
}
