import { CopiedEventsQuery } from "@/lib/api/copies";
import { JobId } from "@/lib/api/job-requests";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { listCopiedEvents } from "@/lib/queries/upcasters/copied-events";

export const GET = handle<RouteContext<"/api/v1/jobs/[id]/copies">>(async (request, { params }) => {
  const { id } = JobId.parse(await params);
  return listCopiedEvents(id, CopiedEventsQuery.parse(searchParams(request)));
});
