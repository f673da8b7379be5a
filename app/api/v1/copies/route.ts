import { handle, jsonResponse, requestJson } from "@/lib/api/respond";
import { requestCopy } from "@/lib/operations/request-copy";
import { readJob } from "@/lib/queries/jobs/job";

export const POST = handle(async (request) => {
  const { id } = await requestCopy(await requestJson(request));
  return jsonResponse(await readJob(id), { status: 202, headers: { location: `/api/v1/jobs/${id}` } });
});
