import { StreamFieldsRequest } from "@/lib/api/history-export";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { streamIdOf } from "@/lib/api/stream-param";
import { readExportFields } from "@/lib/queries/exports/export-fields";

export const GET = handle(async (request) => {
  const { from, to, format } = StreamFieldsRequest.parse(searchParams(request));
  return readExportFields({ streamId: streamIdOf(request), from, to }, format);
});
