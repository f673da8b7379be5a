import { CorrelationExportRequest, EXPORT_LISTS } from "@/lib/api/history-export";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { previewExport } from "@/lib/queries/exports/export-preview";

export const GET = handle(async (request) => {
  const { id, ...wanted } = CorrelationExportRequest.parse(searchParams(request, EXPORT_LISTS));
  return previewExport({ correlationId: id }, wanted);
});
