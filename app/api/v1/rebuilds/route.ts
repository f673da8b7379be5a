import { RebuildsQuery } from "@/lib/api/rebuild-requests";
import { handle, jsonResponse, requestJson } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { requestRebuild } from "@/lib/operations/request-rebuild";
import { readRebuild } from "@/lib/queries/rebuilds/rebuild";
import { listRebuilds } from "@/lib/queries/rebuilds/rebuilds";

export const GET = handle((request) => listRebuilds(RebuildsQuery.parse(searchParams(request))));

export const POST = handle(async (request) => {
  const { id } = await requestRebuild(await requestJson(request));
  return jsonResponse(await readRebuild(id), { status: 202, headers: { location: `/api/v1/rebuilds/${id}` } });
});
