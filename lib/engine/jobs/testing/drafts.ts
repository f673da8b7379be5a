import type pg from "pg";
import type { Queryable } from "../../events";
import type { UpcasterDefinition } from "../../evolution/declarative-upcaster";

/** A draft of `Paid` v1 → v2, unless told otherwise. */
export function draft(operations: unknown, changes: Partial<UpcasterDefinition> = {}): UpcasterDefinition {
  const id = "00000000-0000-4000-8000-00000000000d";
  return { id, title: "Draft", type: "Paid", fromVersion: 1, toType: "Paid", toVersion: 2, operations, ...changes };
}

/** Stores an upcaster of the console in a state. */
export async function storeUpcaster(db: Queryable, definition: UpcasterDefinition, state = "draft"): Promise<void> {
  const { id, title, type, fromVersion, toType, toVersion, operations } = definition;
  await db.query(
    `insert into foldline.upcasters (id, title, type, from_version, to_type, to_version, operations, state, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'test')`,
    [id, title, type, fromVersion, toType, toVersion, JSON.stringify(operations), state],
  );
}

export async function stateOf(
  pool: pg.Pool,
  { id }: UpcasterDefinition,
): Promise<{ state: string; by: string | null }> {
  const { rows } = await pool.query<{ state: string; by: string | null }>(
    "select state, verified_by as by from foldline.upcasters where id = $1",
    [id],
  );
  return rows[0] ?? { state: "none", by: null };
}
