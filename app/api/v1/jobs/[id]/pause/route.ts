import { JobId, JobReason } from "@/lib/api/job-requests";
import { handle, optionalJson } from "@/lib/api/respond";
import { jobPausedMessage, pauseJob } from "@/lib/operations/pause-job";

export const POST = handle<RouteContext<"/api/v1/jobs/[id]/pause">>(async (request, { params }) => {
  const { id } = JobId.parse(await params);
  const { reason } = JobReason.parse(await optionalJson(request));
  return { message: jobPausedMessage(await pauseJob({ id, reason })) };
});
