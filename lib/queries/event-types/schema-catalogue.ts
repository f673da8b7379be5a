import "server-only";
import type { CatalogueState } from "@/lib/api/event-type-shape";
import { pool } from "@/lib/db/pool";
import { watermark } from "@/lib/engine";
import { storedVersion } from "../rebuilds/stored-versions";
import { type CatalogueRow, readCatalogueRows } from "./catalogue-rows";
import { catalogueState } from "./catalogue-state";
import { countedEvents } from "./event-type-shape";

/** What the catalogue holds of one (type, schema version). */
export interface SchemaCatalogue {
  readonly rows: readonly CatalogueRow[];
  /** Events that were looked at. */
  readonly events: number;
  readonly catalogue: CatalogueState;
}

/** Reads it; an AppError when no event of it is stored. */
export async function readSchemaCatalogue(type: string, schemaVersion: number): Promise<SchemaCatalogue> {
  const stored = await storedVersion(type, schemaVersion);
  const [{ upTo, rows }, upToNow] = await Promise.all([readCatalogueRows(pool, type), watermark(pool)]);
  const own = rows.filter((row) => row.schemaVersion === schemaVersion);
  const events = countedEvents(own);
  const catalogue = catalogueState({ upTo, watermark: upToNow }, { stored: stored.events, counted: events });
  return { rows: own, events, catalogue };
}
