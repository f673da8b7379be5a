import "server-only";
import { pool } from "@/lib/db/pool";
import { type Projection, type RollBackTarget, rollBackTarget } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { definitionOf } from "@/lib/store";

const RETIRED = `
select p.name, (select max(m.version) from foldline.read_models m
                 where m.projection = p.name and m.state = 'retired' and m.table_name is not null) as version
  from foldline.projections p where p.name = $1`;

export interface Retired {
  /** The definition that built the version, or the newest one where that is not to be had any more. */
  readonly definition: Projection;
  readonly target: RollBackTarget;
}

/** The version of a projection that is kept for a roll back; an AppError when there is none. */
export async function findRetired(name: string): Promise<Retired> {
  const { rows } = await pool.query<{ version: number | null }>(RETIRED, [name]);
  const [row] = rows;
  if (row === undefined) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
  const definition = row.version === null ? undefined : await definitionOf(name, row.version);
  const target = definition === undefined ? null : await rollBackTarget(pool, definition);
  if (definition === undefined || target === null) {
    throw new AppError(`No earlier version of ${name} is kept.`, { code: "conflict" });
  }
  return { definition, target };
}
