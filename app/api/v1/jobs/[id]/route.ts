import { JobId } from "@/lib/api/job-requests";
import { handle } from "@/lib/api/respond";
import { readJob } from "@/lib/queries/jobs/job";

export const GET = handle<RouteContext<"/api/v1/jobs/[id]">>(async (_request, { params }) =>
  readJob(JobId.parse(await params).id),
);
