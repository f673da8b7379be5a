import { AppError } from "@/lib/errors";
import { parseStreamParam } from "@/lib/format/stream-url";

const SEGMENTS_BEFORE = "/api/v1/streams/".split("/").length - 1;

/**
 * The stream id in the address of a request under /api/v1/streams; an AppError "not-found" when it is not encoded as
 * one. Read from the address itself: a route's parameter comes decoded, and "%2F" in an id would be decoded twice.
 */
export function streamIdOf(request: Request): string {
  const segment = new URL(request.url).pathname.split("/")[SEGMENTS_BEFORE] ?? "";
  const streamId = parseStreamParam(segment);
  if (streamId === null || streamId === "") {
    throw new AppError("The stream id in the address is not URL-encoded UTF-8.", { code: "not-found" });
  }
  return streamId;
}
