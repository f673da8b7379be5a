import { exportedFile } from "@/lib/api/exported-file";
import { CorrelationExportRequest, EXPORT_LISTS } from "@/lib/api/history-export";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { exportHistory } from "@/lib/operations/export-history";

export const GET = handle(async (request) => {
  const { id, ...wanted } = CorrelationExportRequest.parse(searchParams(request, EXPORT_LISTS));
  return exportedFile(await exportHistory({ correlationId: id }, wanted), wanted);
});
