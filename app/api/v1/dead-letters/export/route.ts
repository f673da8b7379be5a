import { DeadLetterExportQuery } from "@/lib/api/dead-letters";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { exportDeadLetters } from "@/lib/queries/export-dead-letters";

const MEDIA_TYPES = { csv: "text/csv; charset=utf-8; header=present", ndjson: "application/x-ndjson" } as const;

export const GET = handle(async (request) => {
  const { format, ...filter } = DeadLetterExportQuery.parse(searchParams(request));
  const lines = await exportDeadLetters(filter, format);
  return new Response(asStream(lines), {
    headers: {
      "content-type": MEDIA_TYPES[format],
      "content-disposition": `attachment; filename="dead-letters.${format}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
});

function asStream(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const reading = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await reading.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await reading.return?.();
    },
  });
}
