import "server-only";
import type { ReducerVersion } from "@/lib/api/reducers";
import { type ConsoleReducerDefinition, parseStoredReducer, type Queryable, stringifyLossless } from "@/lib/engine";

interface Row {
  readonly name: string;
  readonly version: number;
  readonly definition: string;
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly published_by: string | null;
  readonly published_at: Date | null;
  readonly retired_at: Date | null;
  readonly reason: string | null;
}

/** A version of a reducer of the console. */
export interface StoredReducer extends Omit<ReducerVersion, "retirement"> {
  readonly name: string;
  readonly definition: ConsoleReducerDefinition;
}

const VERSIONS = `
select name, version, definition::text as definition, created_by, created_at, updated_at, published_by, published_at,
       retired_at, reason
  from foldline.console_reducers
 where $1::text is null or name = $1
 order by name, version desc`;

/** Every version of the reducers written in the console, or of the one of that name; the newest first. */
export async function readReducerVersions(db: Queryable, name: string | null): Promise<StoredReducer[]> {
  const { rows } = await db.query<Row>(VERSIONS, [name]);
  return rows.map((row) => ({
    ...definitionOf(row),
    name: row.name,
    version: row.version,
    state: row.retired_at !== null ? "retired" : row.published_at === null ? "draft" : "published",
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    publishedBy: row.published_by,
    publishedAt: row.published_at?.toISOString() ?? null,
    reason: row.reason,
  }));
}

function definitionOf({ definition: text }: Row): Pick<StoredReducer, "category" | "definition" | "definitionText"> {
  const definition = parseStoredReducer(text);
  return { category: definition.category, definition, definitionText: stringifyLossless(definition, 2) };
}
