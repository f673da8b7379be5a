import { handle } from "@/lib/api/respond";
import { restoredMessage, restoreRecommendation } from "@/lib/operations/restore-recommendation";

export const POST = handle<RouteContext<"/api/v1/projections/[name]/recommendation/restore">>(
  async (_request, { params }) => ({
    message: restoredMessage(await restoreRecommendation({ name: (await params).name })),
  }),
);
