import { RebuildChange, RebuildId } from "@/lib/api/rebuild-requests";
import { handle, requestJson } from "@/lib/api/respond";
import { changeRebuild, rebuildChangedMessage } from "@/lib/operations/change-rebuild";
import { readRebuild } from "@/lib/queries/rebuilds/rebuild";

export const GET = handle<RouteContext<"/api/v1/rebuilds/[id]">>(async (_request, { params }) =>
  readRebuild(RebuildId.parse(await params).id),
);

export const PATCH = handle<RouteContext<"/api/v1/rebuilds/[id]">>(async (request, { params }) => {
  const { id } = RebuildId.parse(await params);
  const change = RebuildChange.parse(await requestJson(request));
  return { message: rebuildChangedMessage(await changeRebuild({ id, ...change })) };
});
