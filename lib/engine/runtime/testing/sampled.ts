import type pg from "pg";

/** A read-model version without a table, as far as samples need one. */
export async function feedReadModel(
  pool: pg.Pool,
  model: {
    readonly projection: string;
    readonly types?: readonly string[];
    readonly keyedBy?: "stream" | "key";
    readonly checkpoints: readonly number[];
  },
): Promise<void> {
  const { projection, types = ["*"], keyedBy = "stream", checkpoints } = model;
  await pool.query(
    `insert into foldline.projections (name, definition_version, definition_hash, definition) values ($1, 1, 'h', $2)`,
    [projection, JSON.stringify({ types, keyedBy, reads: "today" })],
  );
  await pool.query(
    `insert into foldline.read_models (projection, version, table_name, definition_version, definition_hash, upcaster_hash, state)
     values ($1, 1, $1 || '_v1', 1, 'h', 'u', 'live')`,
    [projection],
  );
  const begin = (index: number) => Math.floor((index * 1024) / checkpoints.length);
  for (const [index, checkpoint] of checkpoints.entries()) {
    await pool.query(
      `insert into foldline.partitions (projection, version, partition, slice_from, slice_to, checkpoint) values ($1, 1, $2, $3, $4, $5)`,
      [projection, index, begin(index), begin(index + 1) - 1, checkpoint],
    );
  }
}
