import { createHash } from "node:crypto";
import type { Queryable } from "../../events";
import { parseLossless } from "../../json";
import { streamCategory } from "../../store/stream-name";

/** A reducer's state at a version of a stream. */
export interface Snapshot {
  readonly version: number;
  readonly state: unknown;
}

/** What there is to begin a fold with. */
export interface KnownSnapshots {
  readonly nearest: Snapshot | undefined;
  /** Versions whose state is no longer the one that was saved: they are not used. */
  readonly damaged: readonly number[];
  /** What an operator decided for the category: after how many events one is kept, `null` for never; else undefined. */
  readonly every: number | null | undefined;
}

const NEAREST = `
select s.version::float8 as version, s.state, s.checksum, p.category is not null as decided, p.every
  from (values ($4::text)) asked (category)
  left join foldline.snapshot_policies p on p.category = asked.category
  left join lateral (
    select version, state::text as state, checksum from foldline.snapshots
     where stream_id = $1 and reducer_hash = $2 and version <= $3 order by version desc limit 1) s on true`;

interface Row {
  readonly version: number | null;
  readonly state: string | null;
  readonly checksum: string | null;
  readonly decided: boolean;
  readonly every: number | null;
}

/**
 * The newest sound snapshot at or before a version that was made with exactly this reducer and these upcasters, and how
 * often the category's are to be kept.
 */
export async function knownSnapshots(
  db: Queryable,
  streamId: string,
  hash: string,
  upTo: number,
): Promise<KnownSnapshots> {
  const damaged: number[] = [];
  for (let last = upTo; ; last = (damaged.at(-1) ?? 0) - 1) {
    const { rows } = await db.query<Row>(NEAREST, [streamId, hash, last, streamCategory(streamId)]);
    const [row] = rows;
    const every = row?.decided === true ? row.every : undefined;
    if (row === undefined || row.version === null || row.state === null) return { nearest: undefined, damaged, every };
    if (checksumOf(row.state) === row.checksum) {
      return { nearest: { version: row.version, state: parseLossless(row.state) }, damaged, every };
    }
    damaged.push(row.version);
  }
}

/** The newest sound snapshot at or before a version, made with exactly this reducer and these upcasters. */
export async function nearestSnapshot(
  db: Queryable,
  streamId: string,
  hash: string,
  upTo: number,
): Promise<Snapshot | undefined> {
  return (await knownSnapshots(db, streamId, hash, upTo)).nearest;
}

/** What a state's text is known by; `checksumInSql` is the same there. */
export function checksumOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** The checksum of a `json` column, in SQL. */
export function checksumInSql(column: string): string {
  return `left(encode(sha256(convert_to(${column}::text, 'UTF8')), 'hex'), 32)`;
}
