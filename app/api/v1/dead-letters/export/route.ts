import { DeadLetterExportQuery } from "@/lib/api/dead-letters";
import { fileResponse } from "@/lib/api/file-response";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { exportDeadLetters } from "@/lib/queries/dead-letters/export-dead-letters";

const MEDIA_TYPES = { csv: "text/csv; charset=utf-8; header=present", ndjson: "application/x-ndjson" } as const;

export const GET = handle(async (request) => {
  const { format, ...filter } = DeadLetterExportQuery.parse(searchParams(request));
  const lines = await exportDeadLetters(filter, format);
  return fileResponse(lines, {
    fileName: `dead-letters.${format}`,
    mediaType: MEDIA_TYPES[format],
    gzip: false,
  });
});
