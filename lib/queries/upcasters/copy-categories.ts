import "server-only";
import type { CategoryList } from "@/lib/api/copies";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";

const CATEGORIES = `
select category, count(*)::float8 as streams, sum(version)::float8 as events
  from foldline.streams where left(category, 1) <> '$'
 group by category order by sum(version) desc, category limit 200`;

/** The categories that can be copied, the largest first. */
export async function listCategories(): Promise<CategoryList> {
  await authorize("viewer");
  const { rows } = await pool.query<CategoryList["categories"][number]>(CATEGORIES);
  return { categories: rows };
}
