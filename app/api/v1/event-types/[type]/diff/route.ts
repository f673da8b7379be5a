import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { readShapeDiff } from "@/lib/queries/event-types/shape-diff";

export const GET = handle<RouteContext<"/api/v1/event-types/[type]/diff">>(async (request, { params }) =>
  readShapeDiff((await params).type, searchParams(request)),
);
