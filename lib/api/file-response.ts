import "server-only";
import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";

interface FileOptions {
  readonly fileName: string;
  readonly mediaType: string;
  readonly gzip: boolean;
}

/** A file to be kept, sent as it is written; what makes it ends when nobody reads any more. */
export function fileResponse(chunks: AsyncIterable<string>, { fileName, mediaType, gzip }: FileOptions): Response {
  const plain = Readable.from(chunks, { objectMode: false });
  const packed = gzip ? createGzip() : null;
  // An error of the one ends the other, which the reader sees as a file that breaks off.
  if (packed !== null) pipeline(plain, packed, () => undefined);
  return new Response(Readable.toWeb(packed ?? plain) as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": mediaType,
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
