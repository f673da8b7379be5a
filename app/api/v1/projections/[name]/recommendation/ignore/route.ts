import { IgnoreRequest } from "@/lib/api/projection-watch";
import { handle, requestJson } from "@/lib/api/respond";
import { ignoredMessage, ignoreRecommendation } from "@/lib/operations/ignore-recommendation";

export const POST = handle<RouteContext<"/api/v1/projections/[name]/recommendation/ignore">>(
  async (request, { params }) => {
    const ignored = IgnoreRequest.parse(await requestJson(request));
    return { message: ignoredMessage(await ignoreRecommendation({ name: (await params).name, ...ignored })) };
  },
);
