import "server-only";
import type { RebuildDifferences, RebuildDifferencesQuery } from "@/lib/api/rebuild-verification";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { containsPattern } from "../like-pattern";
import { withOrigins } from "./difference-origins";

interface Row {
  key: string;
  kind: "changed" | "added" | "missing";
  columns: { name: string; before: string | null; after: string | null }[];
  matching: string;
}

// Values leave as JSON text: a number keeps its digits, and a text "null" differs from null.
const DIFFERENCES = `
with matching as (
  select key, kind, columns, before, after from foldline.rebuild_differences
   where rebuild_id = $1 and ($2::text is null or kind = $2) and ($3::text is null or $3 = any (columns))
     and ($4::text is null or key ilike $4))
select m.key, m.kind, (select count(*) from matching) as matching,
       (select coalesce(jsonb_agg(jsonb_build_object(
                 'name', c.name, 'before', (m.before -> c.name)::text, 'after', (m.after -> c.name)::text)
                 order by c.place), '[]'::jsonb)
          from unnest(m.columns) with ordinality as c (name, place)) as columns
  from matching m where $5::text is null or m.key > $5
 order by m.key limit $6`;

const REBUILD = `
select projection, version, verification ->> 'position' as position from foldline.rebuilds where id = $1`;

interface Compared {
  projection: string;
  version: number;
  position: string | null;
}

/** Rows in which a rebuild's read model differs from the live one, as its last verification found them, by key. */
export async function listRebuildDifferences(id: string, query: RebuildDifferencesQuery): Promise<RebuildDifferences> {
  await authorize("viewer");
  const [rebuild] = (await pool.query<Compared>(REBUILD, [id])).rows;
  if (rebuild === undefined) throw new AppError(`There is no rebuild ${id}.`, { code: "not-found" });
  const key = query.key === undefined || query.key === "" ? null : containsPattern(query.key);
  const values = [id, query.kind ?? null, query.column ?? null, key, query.after ?? null, query.limit + 1];
  const { rows } = await pool.query<Row>(DIFFERENCES, values);
  const page = rows.slice(0, query.limit);
  return {
    differences: await withOrigins(
      rebuild,
      page.map(({ key, kind, columns }) => ({ key, kind, columns })),
    ),
    matching: Number(rows[0]?.matching ?? 0),
    after: rows.length > query.limit ? (page.at(-1)?.key ?? null) : null,
  };
}
