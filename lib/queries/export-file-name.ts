import "server-only";
import type { HistoryExport } from "@/lib/api/history-export";
import type { EventMask } from "@/lib/engine";
import { fileNamePart } from "@/lib/format/file-name";
import type { PartToExport } from "./export-part";

/** What the file of an export is called. Where streams have other names in it, the file has no old one either. */
export function exportFileName(
  { part, range }: PartToExport,
  { format, compression, rename }: Pick<HistoryExport, "format" | "compression" | "rename">,
  mask: EventMask | null,
): string {
  const correlation = "correlationId" in part ? part.correlationId : null;
  const plain = "streamId" in part ? (mask?.streamId(part.streamId) ?? part.streamId) : correlation;
  const name = correlation !== null && rename.includes("streams") ? "correlation" : fileNamePart(plain ?? "");
  const marked = `${name}${range}${mask === null ? "" : ".masked"}`;
  if (format === "test") return `${marked}.history.test.ts`;
  return compression === "gzip" ? `${marked}.ndjson.gz` : `${marked}.ndjson`;
}
