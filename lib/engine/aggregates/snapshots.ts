import { createHash } from "node:crypto";
import type { Queryable } from "../events";
import { parseLossless, stringifyLossless } from "../json";

/** A reducer's state at a version of a stream. */
export interface Snapshot {
  readonly version: number;
  readonly state: unknown;
}

/** What a snapshot is of; `hash` is the one of `reducerHash`. */
export interface SnapshotOf {
  readonly streamId: string;
  readonly reducer: { readonly name: string; readonly version: number };
  readonly hash: string;
}

const NEAREST = `
select version, state::text as state, checksum
  from foldline.snapshots
 where stream_id = $1 and reducer_hash = $2 and version <= $3
 order by version desc limit 1`;

/**
 * The newest snapshot at or before a version that was made with exactly this reducer and these upcasters. One whose
 * state is no longer the one that was saved counts as none.
 */
export async function nearestSnapshot(
  db: Queryable,
  streamId: string,
  hash: string,
  upTo: number,
): Promise<Snapshot | undefined> {
  const { rows } = await db.query<{ version: string; state: string; checksum: string }>(NEAREST, [
    streamId,
    hash,
    upTo,
  ]);
  const [row] = rows;
  if (row === undefined || checksumOf(row.state) !== row.checksum) return undefined;
  return { version: Number(row.version), state: parseLossless(row.state) };
}

const SAVE = `
insert into foldline.snapshots (stream_id, reducer_hash, version, state, checksum, bytes, reducer, reducer_version)
values ($1, $2, $3, $4::json, $5, $6, $7, $8)
on conflict do nothing`;

/** Keeps a state; the same one again changes nothing. */
export async function saveSnapshot(
  db: Queryable,
  { streamId, reducer, hash }: SnapshotOf,
  { version, state }: Snapshot,
): Promise<void> {
  const text = stringifyLossless(state);
  const facts = [checksumOf(text), Buffer.byteLength(text), reducer.name, reducer.version];
  await db.query(SAVE, [streamId, hash, version, text, ...facts]);
}

function checksumOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
