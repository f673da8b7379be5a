import { losslessResponse, requestLossless } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { StreamEventsRange } from "@/lib/api/stream";
import { type StreamContext, streamIdOf } from "@/lib/api/stream-param";
import { appendEvents } from "@/lib/operations/append-events";
import { readStreamEvents } from "@/lib/queries/stream-events";

export const GET = handle<StreamContext>(async (request, context) =>
  losslessResponse(await readStreamEvents(await streamIdOf(context), StreamEventsRange.parse(searchParams(request)))),
);

export const POST = handle<StreamContext>(async (request, context) =>
  appendEvents(await streamIdOf(context), await requestLossless(request)),
);
