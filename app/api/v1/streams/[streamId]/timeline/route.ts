import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { streamIdOf } from "@/lib/api/stream-param";
import { TimelineRange } from "@/lib/api/stream-timeline";
import { readStreamTimeline } from "@/lib/queries/streams/stream-timeline";

export const GET = handle(async (request) =>
  readStreamTimeline(streamIdOf(request), TimelineRange.parse(searchParams(request))),
);
