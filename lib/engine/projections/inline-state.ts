import type { Queryable } from "../events";
import type { Projection } from "./projection";

/** A live read model that appends write themselves. */
export interface InlineReadModel {
  readonly projection: string;
  readonly version: number;
  readonly tableName: string;
  readonly definitionVersion: number;
  readonly upcasterHash: string;
}

const LIVE = `
select projection, version, table_name as "tableName", definition_version as "definitionVersion",
       upcaster_hash as "upcasterHash", inline_since is not null as inline
  from foldline.read_models
 where projection = any ($1) and state = 'live' and table_name is not null`;

/**
 * The read models of these projections that appends write themselves; ask behind their gates. A transaction that keeps
 * an old snapshot would not see that one became inline: locking the rows fails there when they have changed.
 */
export async function inlineReadModels(
  db: Queryable,
  projections: readonly string[],
  isolation: string,
): Promise<InlineReadModel[]> {
  const lock = isolation === "read committed" ? "" : " for share";
  const { rows } = await db.query<InlineReadModel & { readonly inline: boolean }>(LIVE + lock, [projections]);
  return rows.filter(({ inline }) => inline);
}

const INLINE = `
select projection from foldline.read_models where state = 'live' and inline_since is not null
union
select name from foldline.projections where definition ->> 'mode' = 'inline'`;

/** The projections that have such a read model at this moment, or may have one soon: newer code than this runs them inline. */
export async function inlineProjectionNames(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ projection: string }>(INLINE);
  return rows.map(({ projection }) => projection);
}

// What was written inline up to here is not to be applied again by a worker.
const handBack = (which: string) => `
with left_now as (
  update foldline.read_models set inline_since = null
   where projection = $1 and inline_since is not null and ${which}
   returning version)
update foldline.partitions p
   set checkpoint = (select case when is_called then last_value else 0 end from foldline.position_seq),
       lease_epoch = p.lease_epoch + 1, lease_owner = null, lease_until = null
  from left_now l where p.projection = $1 and p.version = l.version`;
const HAND_BACK_ALL_BUT = handBack("version is distinct from $2::int");
const HAND_BACK_OTHER_DEFINITIONS = handBack("definition_version <> $2");

// A stream that is parked is applied by a retry, in an order of its own; an append could not wait for that.
const JOIN = `
update foldline.read_models r set inline_since = clock_timestamp()
 where r.projection = $1 and r.version = $2 and r.definition_version = $3 and r.state = 'live' and r.inline_since is null
   and not exists (select from foldline.dead_letters d
                    where d.projection = r.projection and d.version = r.version and d.status = 'parked')`;

/**
 * Behind the closed gate: from the next append on, appends write the live version of an inline projection, which must be
 * drained, and every other version is the workers' again. With streams parked the live one is left to the workers too,
 * until these are resolved. Gives back whether the live version is inline now.
 */
export async function setInline(
  db: Queryable,
  projection: Pick<Projection, "name" | "version" | "mode">,
  liveVersion: number,
): Promise<boolean> {
  const inline = projection.mode === "inline";
  await db.query(HAND_BACK_ALL_BUT, [projection.name, inline ? liveVersion : null]);
  if (!inline) return false;
  return (await db.query(JOIN, [projection.name, liveVersion, projection.version])).rowCount === 1;
}

/** Behind the closed gate: hands the live version back to the workers, from where it stands. */
export async function endInline(db: Queryable, projection: string): Promise<void> {
  await db.query(HAND_BACK_ALL_BUT, [projection, null]);
}

/** The same for read models that another version of the definition built. */
export async function endInlineOfOthers(
  db: Queryable,
  { name, version }: Pick<Projection, "name" | "version">,
): Promise<void> {
  await db.query(HAND_BACK_OTHER_DEFINITIONS, [name, version]);
}
