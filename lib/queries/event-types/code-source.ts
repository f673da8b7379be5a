import "server-only";
import type { CodeSource } from "@/lib/api/upcasters";
import { pool } from "@/lib/db/pool";
import type { Upcaster } from "@/lib/engine";

const SOURCE = `
select source as text, registered_at as "registeredAt", fingerprint from foldline.code_upcasters where id = $1`;

interface Row {
  readonly text: string;
  readonly registeredAt: Date;
  readonly fingerprint: string;
}

/** The source of an upcaster in code; `null` until a worker has registered it. */
export async function readCodeSource({ id, fingerprint }: Upcaster): Promise<CodeSource | null> {
  const { rows } = await pool.query<Row>(SOURCE, [id]);
  const [row] = rows;
  if (row === undefined) return null;
  return { text: row.text, registeredAt: row.registeredAt.toISOString(), current: row.fingerprint === fingerprint };
}
