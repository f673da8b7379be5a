import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { streamIdOf } from "@/lib/api/stream-param";
import { TimelineVersions } from "@/lib/api/stream-timeline";
import { findTimelineProblems } from "@/lib/queries/streams/timeline-problems";

export const GET = handle(async (request) =>
  findTimelineProblems(streamIdOf(request), TimelineVersions.parse(searchParams(request)).versions),
);
