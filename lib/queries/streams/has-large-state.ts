import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";

/** Of its JSON. A page that carries a larger state is shown later, and mostly consists of it. */
const LARGE_BYTES = 200_000;

const NEWEST = "select bytes from foldline.snapshots where stream_id = $1 order by version desc limit 1";

/** Whether the state of a stream was large when a snapshot of it was last kept; false where none was. */
export async function hasLargeState(streamId: string): Promise<boolean> {
  await authorize("viewer");
  const { rows } = await pool.query<{ bytes: number }>(NEWEST, [streamId]);
  return (rows[0]?.bytes ?? 0) > LARGE_BYTES;
}
