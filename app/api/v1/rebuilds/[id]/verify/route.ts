import { RebuildId } from "@/lib/api/rebuild-requests";
import { handle } from "@/lib/api/respond";
import { verifyingAgainMessage, verifyRebuildAgain } from "@/lib/operations/verify-rebuild-again";

export const POST = handle<RouteContext<"/api/v1/rebuilds/[id]/verify">>(async (_request, { params }) => ({
  message: verifyingAgainMessage(await verifyRebuildAgain(RebuildId.parse(await params))),
}));
