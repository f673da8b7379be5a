import { RetireProjectionRequest } from "@/lib/api/console-projections";
import { handle, requestJson } from "@/lib/api/respond";
import { projectionRetiredMessage, retireConsoleProjection } from "@/lib/operations/retire-console-projection";

type Context = RouteContext<"/api/v1/console-projections/[name]/retire">;

export const POST = handle<Context>(async (request, { params }) => {
  const { reason } = RetireProjectionRequest.parse(await requestJson(request));
  return { message: projectionRetiredMessage(await retireConsoleProjection({ name: (await params).name, reason })) };
});
