import { AppError } from "@/lib/errors";
import { parseStreamParam } from "@/lib/format/stream-url";

/** The context of a route handler under `/api/v1/streams/[streamId]`. */
export interface StreamContext {
  readonly params: Promise<{ readonly streamId: string }>;
}

/** The stream id in the address; an AppError "not-found" when it is not encoded as one. */
export async function streamIdOf(context: StreamContext): Promise<string> {
  const { streamId: param } = await context.params;
  const streamId = parseStreamParam(param);
  if (streamId === null) {
    throw new AppError("The stream id in the address is not URL-encoded UTF-8.", { code: "not-found" });
  }
  return streamId;
}
