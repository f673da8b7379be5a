import { RebuildId, RebuildReason } from "@/lib/api/rebuild-requests";
import { handle, optionalJson } from "@/lib/api/respond";
import { promotedMessage, promoteRebuild } from "@/lib/operations/promote-rebuild";

export const POST = handle<RouteContext<"/api/v1/rebuilds/[id]/promote">>(async (request, { params }) => {
  const { id } = RebuildId.parse(await params);
  const { reason } = RebuildReason.parse(await optionalJson(request));
  return { message: promotedMessage(await promoteRebuild({ id, reason })) };
});
