import "server-only";
import type { ReducerVersion } from "@/lib/api/reducers";
import type { Queryable } from "@/lib/engine";

// The table has one reason a version, in whose place that of its retirement stands; the audit has both.
const RECORDS = `
select type, coalesce(data ->> 'version', '') as version, data ->> 'versions' as versions, recorded_at as at,
       coalesce(metadata ->> 'actorName', metadata ->> 'actor') as by, metadata ->> 'reason' as reason
  from foldline.events
 where type in ('ReducerPublished', 'ReducerRetired') and split_part(stream_id, '-', 1) = '$audit'
   and data ->> 'reducer' = $1
 order by position`;

interface Row {
  readonly type: "ReducerPublished" | "ReducerRetired";
  readonly version: string;
  /** A list as JSON, of those that were retired. */
  readonly versions: string | null;
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
}

type Reasons = Pick<ReducerVersion, "reason" | "retirement">;

/** Why each version of a reducer was published, and who retired it, and why. */
export async function readReducerReasons(
  db: Queryable,
  name: string,
  versions: readonly Pick<ReducerVersion, "version" | "state" | "reason">[],
): Promise<ReadonlyMap<number, Reasons>> {
  if (versions.every(({ state }) => state !== "retired")) {
    return new Map(versions.map(({ version, reason }) => [version, { reason, retirement: null }]));
  }
  const { rows } = await db.query<Row>(RECORDS, [name]);
  const published = new Map(
    rows.flatMap((row) => (row.version === "" ? [] : [[Number(row.version), row.reason] as const])),
  );
  const retired = new Map(
    rows.flatMap(({ versions: all, at, by, reason }) =>
      (all === null ? [] : (JSON.parse(all) as number[])).map(
        (version) => [version, { by, at: at.toISOString(), reason }] as const,
      ),
    ),
  );
  return new Map(
    versions.map(({ version, state, reason }) => [
      version,
      state === "retired"
        ? { reason: published.get(version) ?? null, retirement: retired.get(version) ?? null }
        : { reason, retirement: null },
    ]),
  );
}
