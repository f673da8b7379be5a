import { JobId } from "@/lib/api/job-requests";
import { handle } from "@/lib/api/respond";
import { jobResumedMessage, resumeJob } from "@/lib/operations/resume-job";

export const POST = handle<RouteContext<"/api/v1/jobs/[id]/resume">>(async (_request, { params }) => {
  const { id } = JobId.parse(await params);
  return { message: jobResumedMessage(await resumeJob({ id })) };
});
