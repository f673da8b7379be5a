import "server-only";
import type { RetiredVersion } from "@/lib/api/projections";
import type { Queryable } from "@/lib/engine";
import { definitionOf } from "@/lib/store";
import { tableFigures } from "../projections/table-figures";

interface Row {
  version: number;
  table_name: string;
  retired_at: Date | null;
  definition_version: number;
  checkpoint: string | null;
}

const RETIRED = `
select m.version, m.table_name, m.retired_at, m.definition_version,
       (select min(t.checkpoint) from foldline.partitions t
         where t.projection = m.projection and t.version = m.version) as checkpoint
  from foldline.read_models m
 where m.projection = $1 and m.state = 'retired' and m.table_name is not null
 order by m.version desc limit 1`;

/** The version that consumers saw before the last promotion and can be taken back to; `null` when there is none. */
export async function retiredVersion(
  db: Queryable,
  projection: string,
  watermark: bigint,
): Promise<RetiredVersion | null> {
  const { rows } = await db.query<Row>(RETIRED, [projection]);
  const [row] = rows;
  if (row === undefined) return null;
  const figures = (await tableFigures(db, [row.table_name])).get(row.table_name);
  const definition = await definitionOf(projection, row.version);
  const checkpoint = BigInt(row.checkpoint ?? 0);
  return {
    version: row.version,
    retiredAt: row.retired_at?.toISOString() ?? null,
    // Workers feed it as long as they have the definition that built it.
    fed: definition?.version === row.definition_version,
    checkpoint: checkpoint.toString(),
    behind: Number(watermark > checkpoint ? watermark - checkpoint : 0n),
    rows: figures?.rows ?? null,
    bytes: figures?.bytes ?? null,
  };
}
