import "server-only";
import type { Queryable } from "@/lib/engine";
import { reducers as codeReducers } from "@/lib/store";

// Pages and routes beside those of a reducer.
const TAKEN = ["new", "check", "preview", "preview-stream", "first-draft"];

const OTHERS = `
select category, published_at is not null as published from foldline.console_reducers
 where name = $1 and retired_at is null
 order by published_at is null limit 1`;

interface Wanted {
  readonly name: string;
  readonly category: string;
  /** It is not to take the place of one that is there already. */
  readonly isNew: boolean;
}

/** Why a reducer of the console cannot have this name, or not for this category, and which field says so. */
export async function reducerNameProblem(
  db: Queryable,
  { name, category, isNew }: Wanted,
): Promise<{ readonly path: "name" | "category"; readonly message: string } | null> {
  if (TAKEN.includes(name)) return { path: "name", message: `"${name}" is a page of the console.` };
  const inCode = codeReducers.find((reducer) => reducer.name === name);
  if (inCode !== undefined) return { path: "name", message: `The code has a reducer "${name}".` };
  const { rows } = await db.query<{ category: string; published: boolean }>(OTHERS, [name]);
  const [other] = rows;
  if (other === undefined) return null;
  if (isNew) return { path: "name", message: `There is a reducer "${name}" already.` };
  if (other.published && other.category !== category) {
    return { path: "category", message: `Streams of "${other.category}" are folded with it; write another one.` };
  }
  return null;
}
