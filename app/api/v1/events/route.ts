import { EventFilter } from "@/lib/api/events";
import { losslessResponse } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { listEvents } from "@/lib/queries/events/events";

export const GET = handle(async (request) =>
  losslessResponse(await listEvents(EventFilter.parse(searchParams(request, ["type"])))),
);
