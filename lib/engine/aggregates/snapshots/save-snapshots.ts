import type { Queryable } from "../../events";
import { stringifyLossless } from "../../json";
import { checksumInSql, checksumOf, type Snapshot } from "./snapshots";

/** What a snapshot is of; `hash` is the one of `reducerHash`. */
export interface SnapshotOf {
  readonly streamId: string;
  readonly reducer: { readonly name: string; readonly version: number };
  readonly hash: string;
}

// In the order of their versions, so that two folds that save the same wait for each other and do not deadlock.
const SAVE = `
insert into foldline.snapshots as kept
  (stream_id, reducer_hash, version, state, checksum, bytes, reducer, reducer_version)
select $1, $2, s.version, s.state::json, s.checksum, s.bytes, $7, $8
  from unnest($3::bigint[], $4::text[], $5::text[], $6::int[]) as s (version, state, checksum, bytes)
 order by s.version
on conflict (stream_id, reducer_hash, version) do update
   set state = excluded.state, checksum = excluded.checksum, bytes = excluded.bytes, created_at = excluded.created_at
 where ${checksumInSql("kept.state")} <> kept.checksum`;

/** States of a stream that take more than this are not all kept: the last one is. */
const MOST_BYTES = 8_000_000;

/** Keeps states; the same one again changes nothing, and a damaged one is replaced. */
export async function saveSnapshots(
  db: Queryable,
  { streamId, reducer, hash }: SnapshotOf,
  snapshots: readonly Snapshot[],
): Promise<void> {
  const texts: { readonly version: number; readonly text: string; readonly bytes: number }[] = [];
  let room = MOST_BYTES;
  for (const { version, state } of snapshots.toReversed()) {
    if (room <= 0) break;
    const text = stringifyLossless(state);
    const bytes = Buffer.byteLength(text);
    room -= bytes;
    texts.push({ version, text, bytes });
  }
  const kept = texts.toReversed();
  if (kept.length === 0) return;
  await db.query(SAVE, [
    streamId,
    hash,
    kept.map(({ version }) => version),
    kept.map(({ text }) => text),
    kept.map(({ text }) => checksumOf(text)),
    kept.map(({ bytes }) => bytes),
    reducer.name,
    reducer.version,
  ]);
}
