import { handle, requestJson } from "@/lib/api/respond";
import { streamIdOf } from "@/lib/api/stream-param";
import { SetByRequest } from "@/lib/api/stream-set-by";
import { readSetBy } from "@/lib/queries/streams/stream-set-by";

export const POST = handle(async (request) =>
  readSetBy(streamIdOf(request), SetByRequest.parse(await requestJson(request))),
);
