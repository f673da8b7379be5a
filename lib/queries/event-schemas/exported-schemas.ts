import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inferJsonSchema, parseLossless } from "@/lib/engine";
import { readCatalogueRows } from "../event-types/catalogue-rows";
import { eventTypeShape } from "../event-types/event-type-shape";
import { storedVersions } from "../rebuilds/stored-versions";
import { isPublished, readCurrentSchemaRows } from "./event-schema-rows";

interface ExportedVersion {
  readonly schemaVersion: number;
  readonly source: "registered" | "inferred" | "unknown";
  /** Numbers keep their digits: to be written losslessly. */
  readonly schema: unknown;
}

/** The JSON Schema of every stored version of a type: the published one, else what the events show. */
export async function readExportedSchemas(
  type: string,
): Promise<{ readonly type: string; readonly versions: ExportedVersion[] }> {
  await authorize("viewer");
  const [stored, current, catalogue] = await Promise.all([
    storedVersions(type),
    readCurrentSchemaRows(pool),
    readCatalogueRows(pool, type),
  ]);
  const versionOf = (schemaVersion: number): ExportedVersion => {
    const published = current.find(
      (row) => isPublished(row) && row.type === type && row.schemaVersion === schemaVersion,
    );
    if (published !== undefined) {
      return { schemaVersion, source: "registered", schema: parseLossless(published.schema) };
    }
    const shape = eventTypeShape(catalogue.rows.filter((row) => row.schemaVersion === schemaVersion));
    if (shape === null) return { schemaVersion, source: "unknown", schema: true };
    return { schemaVersion, source: "inferred", schema: inferJsonSchema(shape) };
  };
  const versions = stored.map(({ schemaVersion }) => schemaVersion).toSorted((a, b) => a - b);
  return { type, versions: versions.map(versionOf) };
}
