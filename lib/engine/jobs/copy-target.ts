import type { Queryable } from "../events";
import { watermark } from "../store/watermark";
import { COPY_CATEGORY } from "./copy-params";
import { JobUnavailableError } from "./errors";

interface Foreign {
  readonly stream_id: string;
  readonly version: string;
}

// A copy says in its metadata what it is a copy of; whatever does not, or is one of another category, is in the way.
const FOREIGN = `
select stream_id, version from foldline.events
 where split_part(stream_id, '-', 1) = $1 and position > $3
   and split_part(coalesce(metadata #>> '{copiedFrom,streamId}', ''), '-', 1) <> $2
 order by position limit 1`;

/**
 * Refuses a target category with events, after a position, that are no copies of the other category. Gives back the
 * position to look behind the next time: an event below it can no longer appear.
 */
export async function refuseForeignEvents(db: Queryable, from: string, to: string, after: bigint): Promise<bigint> {
  const lookedTo = await watermark(db);
  const { rows } = await db.query<Foreign>(FOREIGN, [to, from, after.toString()]);
  const [foreign] = rows;
  if (foreign === undefined) return lookedTo;
  throw new JobUnavailableError(
    `The category "${to}" has events that are no copies of "${from}", the first of them version ${foreign.version} of ` +
      `"${foreign.stream_id}". Choose a category of its own for the copy.`,
  );
}

const COPIED_TO = `
select max(checkpoint)::text as "copiedTo" from foldline.jobs
 where kind = '${COPY_CATEGORY}' and subject = $2 and params ->> 'from' = $1`;

const ANY_EVENT = "select 1 from foldline.events where split_part(stream_id, '-', 1) = $1 limit 1";

/** Up to which position earlier jobs have copied the one category to the other; 0: none has. */
export async function copiedTo(db: Queryable, from: string, to: string): Promise<bigint> {
  const { rows } = await db.query<{ copiedTo: string | null }>(COPIED_TO, [from, to]);
  const position = BigInt(rows[0]?.copiedTo ?? 0);
  if (position === 0n && (await db.query(ANY_EVENT, [to])).rows.length > 0) {
    throw new JobUnavailableError(
      `The category "${to}" has copies that no job of this store wrote. Choose another one.`,
    );
  }
  return position;
}
