import { handle, jsonResponse, requestJson } from "@/lib/api/respond";
import { requestBisection } from "@/lib/operations/request-bisection";
import { readJob } from "@/lib/queries/jobs/job";

export const POST = handle(async (request) => {
  const { id } = await requestBisection(await requestJson(request));
  return jsonResponse(await readJob(id), { status: 202, headers: { location: `/api/v1/jobs/${id}` } });
});
