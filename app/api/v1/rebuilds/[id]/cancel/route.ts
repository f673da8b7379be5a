import { RebuildId, RebuildReason } from "@/lib/api/rebuild-requests";
import { handle, optionalJson } from "@/lib/api/respond";
import { cancelledMessage, cancelRebuild } from "@/lib/operations/cancel-rebuild";

export const POST = handle<RouteContext<"/api/v1/rebuilds/[id]/cancel">>(async (request, { params }) => {
  const { id } = RebuildId.parse(await params);
  const { reason } = RebuildReason.parse(await optionalJson(request));
  return { message: cancelledMessage(await cancelRebuild({ id, reason })) };
});
