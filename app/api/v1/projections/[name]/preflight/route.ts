import { PreflightQuery } from "@/lib/api/rebuild-requests";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { preflightRebuild } from "@/lib/queries/rebuilds/rebuild-preflight";

export const GET = handle<RouteContext<"/api/v1/projections/[name]/preflight">>(async (request, { params }) =>
  preflightRebuild((await params).name, PreflightQuery.parse(searchParams(request))),
);
