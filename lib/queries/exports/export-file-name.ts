import "server-only";
import type { HistoryExport } from "@/lib/api/history-export";
import { type EventMask, parseMaskPath } from "@/lib/engine";
import { fileNamePart } from "@/lib/format/file-name";
import type { PartToExport } from "./export-part";

/** What the file of an export is called: nothing that is masked in it stands in its name either. */
export function exportFileName(
  { part, range }: PartToExport,
  wanted: Pick<HistoryExport, "format" | "compression" | "rename" | "maskMetadata">,
  mask: EventMask | null,
): string {
  const correlation = "correlationId" in part ? part.correlationId : null;
  const plain = "streamId" in part ? (mask?.streamId(part.streamId) ?? part.streamId) : correlation;
  const name = correlation !== null && isMaskedCorrelation(wanted) ? "correlation" : fileNamePart(plain ?? "");
  const marked = `${name}${range}${mask === null ? "" : ".masked"}`;
  const { format, compression } = wanted;
  if (format === "test") return `${marked}.history.test.ts`;
  return compression === "gzip" ? `${marked}.ndjson.gz` : `${marked}.ndjson`;
}

/** Whether events of the file have another correlation id, or none: it may hold what an id of a stream or of an event does. */
function isMaskedCorrelation({ rename, maskMetadata }: Pick<HistoryExport, "rename" | "maskMetadata">): boolean {
  if (rename.length > 0) return true;
  return maskMetadata.some((path) => {
    const [step] = parseMaskPath(path) ?? [];
    return step === undefined || (step !== "items" && step.member === "correlationId");
  });
}
