import { VerificationRequest } from "@/lib/api/job-requests";
import { handle, jsonResponse, optionalJson } from "@/lib/api/respond";
import { requestVerification } from "@/lib/operations/request-verification";
import { readJob } from "@/lib/queries/jobs/job";

export const POST = handle<RouteContext<"/api/v1/upcasters/[id]/verify">>(async (request, { params }) => {
  const { sample } = VerificationRequest.parse(await optionalJson(request));
  const { id } = await requestVerification({ id: (await params).id, sample });
  return jsonResponse(await readJob(id), { status: 202, headers: { location: `/api/v1/jobs/${id}` } });
});
