import { EXPORT_LISTS, StreamExportRequest } from "@/lib/api/history-export";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { streamIdOf } from "@/lib/api/stream-param";
import { previewExport } from "@/lib/queries/exports/export-preview";

export const GET = handle(async (request) => {
  const { from, to, ...wanted } = StreamExportRequest.parse(searchParams(request, EXPORT_LISTS));
  return previewExport({ streamId: streamIdOf(request), from, to }, wanted);
});
