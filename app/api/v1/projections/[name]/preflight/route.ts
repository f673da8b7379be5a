import { handle } from "@/lib/api/respond";
import { preflightRebuild } from "@/lib/queries/rebuild-preflight";

export const GET = handle<RouteContext<"/api/v1/projections/[name]/preflight">>(async (_request, { params }) =>
  preflightRebuild((await params).name),
);
