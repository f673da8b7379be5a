import { JobId, JobReason } from "@/lib/api/job-requests";
import { handle, optionalJson } from "@/lib/api/respond";
import { cancelJob, jobCancelledMessage } from "@/lib/operations/cancel-job";

export const POST = handle<RouteContext<"/api/v1/jobs/[id]/cancel">>(async (request, { params }) => {
  const { id } = JobId.parse(await params);
  const { reason } = JobReason.parse(await optionalJson(request));
  return { message: jobCancelledMessage(await cancelJob({ id, reason })) };
});
