import { RollBackRequest } from "@/lib/api/rebuild-requests";
import { handle, requestJson } from "@/lib/api/respond";
import { rollBackProjection, rolledBackMessage } from "@/lib/operations/roll-back-projection";

export const POST = handle<RouteContext<"/api/v1/projections/[name]/roll-back">>(async (request, { params }) => {
  const body = RollBackRequest.parse(await requestJson(request));
  return { message: rolledBackMessage(await rollBackProjection({ name: (await params).name, ...body })) };
});
