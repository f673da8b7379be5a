import { losslessResponse, requestLossless } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { StreamEventsRange } from "@/lib/api/stream";
import { streamIdOf } from "@/lib/api/stream-param";
import { appendEvents } from "@/lib/operations/append-events";
import { readStreamEvents } from "@/lib/queries/streams/stream-events";

export const GET = handle(async (request) =>
  losslessResponse(await readStreamEvents(streamIdOf(request), StreamEventsRange.parse(searchParams(request)))),
);

export const POST = handle(async (request) => appendEvents(streamIdOf(request), await requestLossless(request)));
