import { RebuildId, RebuildReason } from "@/lib/api/rebuild-requests";
import { handle, optionalJson } from "@/lib/api/respond";
import { pauseRebuild, rebuildPausedMessage } from "@/lib/operations/pause-rebuild";

export const POST = handle<RouteContext<"/api/v1/rebuilds/[id]/pause">>(async (request, { params }) => {
  const { id } = RebuildId.parse(await params);
  const { reason } = RebuildReason.parse(await optionalJson(request));
  return { message: rebuildPausedMessage(await pauseRebuild({ id, reason })) };
});
