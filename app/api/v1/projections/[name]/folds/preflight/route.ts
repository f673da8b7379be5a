import { FoldPoint } from "@/lib/api/folds";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { preflightFold } from "@/lib/queries/folds/fold-preflight";

export const GET = handle<RouteContext<"/api/v1/projections/[name]/folds/preflight">>(async (request, { params }) =>
  preflightFold((await params).name, FoldPoint.parse(searchParams(request))),
);
