import "server-only";
import type { Queryable } from "@/lib/engine";
import { codeProjections } from "@/lib/store";

const viewOf = (name: string) => name.replaceAll("-", "_");

// `order-summary` and `order_summary` would share a view.
const TAKEN = `
select name, (select bool_or(c.retired_at is null) from foldline.console_projections c where c.name = named.name) as console
  from (select name from foldline.projections
        union select name from foldline.console_projections where retired_at is null) named
 where replace(name, '-', '_') = $1`;

/** Why a projection of the console cannot have this name; `isNew`: nor that of one which is there already. */
export async function nameProblem(db: Queryable, name: string, isNew: boolean): Promise<string | null> {
  const inCode = codeProjections.find(({ viewName }) => viewName === viewOf(name));
  if (inCode !== undefined) return `The code has a projection "${inCode.name}".`;
  const { rows } = await db.query<{ name: string; console: boolean | null }>(TAKEN, [viewOf(name)]);
  const other = rows.find((row) => isNew || row.name !== name || row.console !== true);
  return other === undefined ? null : `There is a projection "${other.name}" already.`;
}
