import { RebuildReason } from "@/lib/api/rebuild-requests";
import { handle, optionalJson } from "@/lib/api/respond";
import { droppedVersionMessage, dropRetiredVersion } from "@/lib/operations/drop-retired-version";

export const POST = handle<RouteContext<"/api/v1/projections/[name]/drop-retired">>(async (request, { params }) => {
  const { reason } = RebuildReason.parse(await optionalJson(request));
  return { message: droppedVersionMessage(await dropRetiredVersion({ name: (await params).name, reason })) };
});
