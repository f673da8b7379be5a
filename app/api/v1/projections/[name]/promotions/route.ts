import { handle } from "@/lib/api/respond";
import { listPromotions } from "@/lib/queries/projections/promotions";

export const GET = handle<RouteContext<"/api/v1/projections/[name]/promotions">>(async (_request, { params }) => ({
  promotions: await listPromotions((await params).name),
}));
