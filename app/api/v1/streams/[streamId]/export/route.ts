import { exportedFile } from "@/lib/api/exported-file";
import { EXPORT_LISTS, StreamExportRequest } from "@/lib/api/history-export";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { streamIdOf } from "@/lib/api/stream-param";
import { exportHistory } from "@/lib/operations/export-history";

export const GET = handle(async (request) => {
  const { from, to, ...wanted } = StreamExportRequest.parse(searchParams(request, EXPORT_LISTS));
  return exportedFile(await exportHistory({ streamId: streamIdOf(request), from, to }, wanted), wanted);
});
