import { FindingsQuery, JobId } from "@/lib/api/job-requests";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { listFindings } from "@/lib/queries/jobs/job-findings";

export const GET = handle<RouteContext<"/api/v1/jobs/[id]/findings">>(async (request, { params }) => {
  const { id } = JobId.parse(await params);
  return listFindings(id, FindingsQuery.parse(searchParams(request)));
});
