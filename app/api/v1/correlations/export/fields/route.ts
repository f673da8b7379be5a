import { CorrelationFieldsRequest } from "@/lib/api/history-export";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { readExportFields } from "@/lib/queries/exports/export-fields";

export const GET = handle(async (request) => {
  const { id, format } = CorrelationFieldsRequest.parse(searchParams(request));
  return readExportFields({ correlationId: id }, format);
});
