import type pg from "pg";
import type { Queryable } from "../events";
import { FrozenVersionError, RollBackImpossibleError } from "./errors";
import { type MakeLiveRequest, makeLive, type Promotion } from "./make-live";
import type { Projection } from "./projection";

export interface RollBackRequest extends Omit<MakeLiveRequest, "choose"> {
  /** Accepts a version that this code cannot feed: consumers see its rows as of its checkpoint, until another is promoted. */
  readonly frozen?: boolean;
}

/** The version that consumers saw before, which is kept. */
export interface RollBackTarget {
  readonly version: number;
  readonly definitionVersion: number;
  /** Up to where it holds every event. */
  readonly checkpoint: bigint;
  /** Whether this code feeds it; if not, it stays at its checkpoint. */
  readonly fed: boolean;
  readonly retiredAt: Date;
}

const TARGET = `
select r.version, r.definition_version as "definitionVersion", r.retired_at as "retiredAt",
       (select min(checkpoint) from foldline.partitions p where p.projection = r.projection and p.version = r.version) as checkpoint
  from foldline.read_models r
 where r.projection = $1 and r.state = 'retired' and r.table_name is not null
 order by r.retired_at desc limit 1`;

/** What a roll back would let consumers see; `null` when nothing is kept. */
export async function rollBackTarget(
  db: Queryable,
  { name, version }: Pick<Projection, "name" | "version">,
): Promise<RollBackTarget | null> {
  const { rows } = await db.query<Omit<RollBackTarget, "checkpoint" | "fed"> & { checkpoint: string | null }>(TARGET, [
    name,
  ]);
  const [target] = rows;
  if (target === undefined) return null;
  return { ...target, checkpoint: BigInt(target.checkpoint ?? 0), fed: target.definitionVersion === version };
}

/**
 * Lets consumers see the version again that they saw before the last promotion; what they see now is kept in its place,
 * so that rolling back twice changes nothing. Throws RollBackImpossibleError when none is kept, and FrozenVersionError
 * when it cannot be brought up to date and `frozen` does not accept that.
 */
export function rollBack(pool: pg.Pool, { frozen = false, ...request }: RollBackRequest): Promise<Promotion> {
  const { projection } = request;
  return makeLive(pool, {
    ...request,
    async choose(client, versions) {
      const target = await rollBackTarget(client, projection);
      const version = versions.find((each) => each.version === target?.version);
      if (target === null || version === undefined) throw new RollBackImpossibleError(projection.name);
      if (!target.fed && !frozen) {
        const { checkpoint, definitionVersion } = target;
        throw new FrozenVersionError(projection.name, { version: target.version, checkpoint, definitionVersion });
      }
      return { version, frozen: !target.fed };
    },
  });
}
