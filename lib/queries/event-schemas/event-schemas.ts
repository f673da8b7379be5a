import "server-only";
import type { EventSchemaSummary } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { isDraft, isPublished, readCurrentSchemaRows } from "./event-schema-rows";

/** The JSON Schema of each (type, schema version) that has one, or a draft of one. */
export async function listEventSchemas(): Promise<{ schemas: EventSchemaSummary[] }> {
  await authorize("viewer");
  const rows = await readCurrentSchemaRows(pool);
  const draftOf = (type: string, schemaVersion: number) =>
    rows.some((row) => isDraft(row) && row.type === type && row.schemaVersion === schemaVersion);
  const hasPublished = (type: string, schemaVersion: number) =>
    rows.some((row) => isPublished(row) && row.type === type && row.schemaVersion === schemaVersion);
  const shown = rows.filter((row) => isPublished(row) || !hasPublished(row.type, row.schemaVersion));
  return {
    schemas: shown.map((row) => ({
      type: row.type,
      schemaVersion: row.schemaVersion,
      state: isDraft(row) ? "draft" : "published",
      hasDraft: draftOf(row.type, row.schemaVersion),
      source: row.source,
      refuses: row.refuses,
      checked: Number(row.checked),
      misfits: Number(row.misfits),
    })),
  };
}
