import { RebuildId } from "@/lib/api/rebuilds";
import { handle } from "@/lib/api/respond";
import { cancelledMessage, cancelRebuild } from "@/lib/operations/cancel-rebuild";

export const POST = handle<RouteContext<"/api/v1/rebuilds/[id]/cancel">>(async (_request, { params }) => ({
  message: cancelledMessage(await cancelRebuild(RebuildId.parse(await params))),
}));
