import { handle } from "@/lib/api/respond";
import { readProjection } from "@/lib/queries/projections/projection";

export const GET = handle<RouteContext<"/api/v1/projections/[name]">>(async (_request, { params }) =>
  readProjection((await params).name),
);
