import { FoldRequest } from "@/lib/api/folds";
import { handle, jsonResponse, requestJson } from "@/lib/api/respond";
import { requestFold } from "@/lib/operations/request-fold";
import { listFolds } from "@/lib/queries/folds/folds";
import { readJob } from "@/lib/queries/jobs/job";

type Context = RouteContext<"/api/v1/projections/[name]/folds">;

export const GET = handle<Context>(async (_request, { params }) => listFolds((await params).name));

export const POST = handle<Context>(async (request, { params }) => {
  const asked = FoldRequest.parse(await requestJson(request));
  const { id } = await requestFold({ ...asked, name: (await params).name });
  return jsonResponse(await readJob(id), { status: 202, headers: { location: `/api/v1/jobs/${id}` } });
});
