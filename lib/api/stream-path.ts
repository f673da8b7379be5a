import { z } from "zod";
import { streamSegment } from "@/lib/format/stream-url";

/** The address of a stream in the API. */
export function streamPath(streamId: string): string {
  return `/api/v1/streams/${streamSegment(streamId)}`;
}

/** The parameter of every route below a stream. */
export const StreamIdParameter = z.object({
  streamId: z.string().meta({ description: 'URL-encoded. "~" stands before ".", ".." and ids that begin with "~".' }),
});
