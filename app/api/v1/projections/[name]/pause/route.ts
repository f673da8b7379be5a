import { PauseRequest } from "@/lib/api/projections";
import { handle, requestJson } from "@/lib/api/respond";
import { pausedMessage, pauseProjection } from "@/lib/operations/pause-projection";

export const POST = handle<RouteContext<"/api/v1/projections/[name]/pause">>(async (request, { params }) => {
  const { reason } = PauseRequest.parse(await requestJson(request));
  return { message: pausedMessage(await pauseProjection({ name: (await params).name, reason })) };
});
