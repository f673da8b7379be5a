import type { Queryable } from "../../events";

/** So many places of a stream keep a snapshot, however long it grows; its newest one besides. */
const MOST_PLACES = 32;

/** How far apart the snapshots of a stream of this length are: the policy's distance, doubled until they are few. */
export function snapshotStep(every: number, version: number): number {
  let step = every;
  while (version / step > MOST_PLACES) step *= 2;
  return step;
}

// Of those between two places the first stays, which lies nearest to where a fold behind the place begins.
const THIN = `
delete from foldline.snapshots s
 where stream_id = $1 and reducer_hash = $2 and version < $3
   and exists (select 1 from foldline.snapshots o
                where o.stream_id = $1 and o.reducer_hash = $2 and o.version < s.version
                  and o.version / $4::bigint = s.version / $4::bigint)`;

/** Lets go of the snapshots of a stream that lie too near to each other, now that it is this long. */
export async function thinSnapshots(
  db: Queryable,
  { streamId, hash }: { readonly streamId: string; readonly hash: string },
  { newest, every }: { readonly newest: number; readonly every: number },
): Promise<void> {
  const step = snapshotStep(every, newest);
  // As many as the policy asks for are few enough until then.
  if (step > every) await db.query(THIN, [streamId, hash, newest, step]);
}
