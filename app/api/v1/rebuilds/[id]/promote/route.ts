import { RebuildId } from "@/lib/api/rebuilds";
import { handle } from "@/lib/api/respond";
import { promotedMessage, promoteRebuild } from "@/lib/operations/promote-rebuild";

export const POST = handle<RouteContext<"/api/v1/rebuilds/[id]/promote">>(async (_request, { params }) => ({
  message: promotedMessage(await promoteRebuild(RebuildId.parse(await params))),
}));
