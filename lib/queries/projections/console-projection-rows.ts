import "server-only";
import type { ConsoleVersion } from "@/lib/api/console-projections";
import { ConsoleDefinitionSchema, type Queryable } from "@/lib/engine";

interface Row {
  readonly name: string;
  readonly version: number;
  readonly definition: unknown;
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly published_by: string | null;
  readonly published_at: Date | null;
  readonly retired_at: Date | null;
  readonly reason: string | null;
}

export interface NamedVersion extends ConsoleVersion {
  readonly name: string;
}

const VERSIONS = `
select name, version, definition, created_by, created_at, updated_at, published_by, published_at, retired_at, reason
  from foldline.console_projections
 where $1::text is null or name = $1
 order by name, version desc`;

/** Every version of the definitions written in the console, or of the one of that name; the newest first. */
export async function readConsoleVersions(db: Queryable, name: string | null): Promise<NamedVersion[]> {
  const { rows } = await db.query<Row>(VERSIONS, [name]);
  return rows.map((row) => ({
    name: row.name,
    version: row.version,
    state: row.retired_at !== null ? "retired" : row.published_at === null ? "draft" : "published",
    definition: ConsoleDefinitionSchema.parse(row.definition) as ConsoleVersion["definition"],
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    publishedBy: row.published_by,
    publishedAt: row.published_at?.toISOString() ?? null,
    reason: row.reason,
  }));
}
