import "server-only";
import type { z } from "zod";
import type { ReadModelRows, ReadModelRowsQuery } from "@/lib/api/projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { containsPattern } from "../like-pattern";
import { readProjectionRows } from "./projection-rows";
import { tableColumns } from "./table-columns";
import { quoteIdentifier } from "./table-figures";

/** A page of rows that consumers of the read model see, in the order of the key; every value as Postgres writes it. */
export async function readModelRows(name: string, query: z.output<typeof ReadModelRowsQuery>): Promise<ReadModelRows> {
  await authorize("viewer");
  const [projection] = await readProjectionRows(pool, name);
  if (projection === undefined) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
  const view = `read_models.${quoteIdentifier(projection.definition.view)}`;
  const columns = await tableColumns(pool, view);
  if (columns.length === 0) {
    throw new AppError(`${name} has no read model yet; a rebuild makes one.`, { code: "not-found" });
  }
  const key = quoteIdentifier(projection.definition.keyColumn);
  const list = columns.map((column) => `${quoteIdentifier(column.name)}::text as ${quoteIdentifier(column.name)}`);
  const { rows } = await pool.query<Record<string, string | null>>(
    `select ${list.join(", ")} from ${view}
      where ($1::text is null or ${key} > $1) and ($2::text is null or ${key} ilike $2)
      order by ${key} limit $3`,
    [
      query.after ?? null,
      query.search === undefined || query.search === "" ? null : containsPattern(query.search),
      query.limit + 1,
    ],
  );
  const page = rows.slice(0, query.limit);
  return {
    view: `read_models.${projection.definition.view}`,
    keyColumn: projection.definition.keyColumn,
    columns,
    rows: page,
    after: rows.length > query.limit ? (page.at(-1)?.[projection.definition.keyColumn] ?? null) : null,
  };
}
