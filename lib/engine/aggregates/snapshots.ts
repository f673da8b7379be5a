import type { Queryable } from "../events";
import { parseLossless, stringifyLossless } from "../json";

/** A reducer's state at a version of a stream. */
export interface Snapshot {
  readonly version: number;
  readonly state: unknown;
}

const NEAREST = `
select version, state::text as state
  from foldline.snapshots
 where stream_id = $1 and reducer_hash = $2 and version <= $3
 order by version desc limit 1`;

/** The newest snapshot at or before a version that was made with exactly this reducer and these upcasters. */
export async function nearestSnapshot(
  db: Queryable,
  streamId: string,
  hash: string,
  upTo: number,
): Promise<Snapshot | undefined> {
  const { rows } = await db.query<{ version: string; state: string }>(NEAREST, [streamId, hash, upTo]);
  const [row] = rows;
  return row && { version: Number(row.version), state: parseLossless(row.state) };
}

const SAVE = `
insert into foldline.snapshots (stream_id, reducer_hash, version, state) values ($1, $2, $3, $4::json)
on conflict do nothing`;

/** Keeps a state; the same one again changes nothing. */
export async function saveSnapshot(db: Queryable, streamId: string, hash: string, snapshot: Snapshot): Promise<void> {
  await db.query(SAVE, [streamId, hash, snapshot.version, stringifyLossless(snapshot.state)]);
}
