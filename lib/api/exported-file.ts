import "server-only";
import type { ExportedHistory } from "@/lib/operations/export-history";
import { fileResponse } from "./file-response";
import type { HistoryExport } from "./history-export";

/** An exported history as a response. */
export function exportedFile({ fileName, chunks }: ExportedHistory, { format, compression }: HistoryExport): Response {
  if (format === "test") return fileResponse(chunks, { fileName, mediaType: "text/plain; charset=utf-8", gzip: false });
  const gzip = compression === "gzip";
  return fileResponse(chunks, { fileName, mediaType: gzip ? "application/gzip" : "application/x-ndjson", gzip });
}
