import "server-only";
import type { HistoryExport } from "@/lib/api/history-export";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { exportPages } from "@/lib/engine";
import { exportFileName } from "@/lib/queries/exports/export-file-name";
import { exportMask } from "@/lib/queries/exports/export-mask";
import { type ExportRequest, findPart } from "@/lib/queries/exports/export-part";
import { writeExportTest } from "@/lib/queries/exports/export-test";
import { audit } from "./audit";

/** A file on its way to whoever exports it. */
export interface ExportedHistory {
  readonly fileName: string;
  readonly chunks: AsyncIterable<string>;
}

/**
 * Exports versions of a stream, or a correlation, as CloudEvents or as a test. Whoever may read events may take them along;
 * what they took, and what of it was masked, is on record before the first byte leaves.
 */
export async function exportHistory(request: ExportRequest, wanted: HistoryExport): Promise<ExportedHistory> {
  const operator = await authorize("viewer");
  const found = await findPart(request);
  const mask = exportMask(found, wanted);
  const fileName = exportFileName(found, wanted, mask);
  const { mask: masked, maskMetadata, rename, format } = wanted;
  const chunks =
    format === "test"
      ? once((await writeExportTest(found, mask, wanted)).text)
      : exportPages(pool, found.part, mask === null ? {} : { mask: mask.event });
  const data = { ...found.facts, format, events: found.events, masked, maskedMetadata: maskMetadata, renamed: rename };
  await audit(operator, { type: "HistoryExported", data });
  return { fileName, chunks };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
