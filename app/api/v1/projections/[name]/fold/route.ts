import { FoldNowQuery } from "@/lib/api/fold-now";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { foldNow } from "@/lib/queries/folds/fold-now";

export const GET = handle<RouteContext<"/api/v1/projections/[name]/fold">>(async (request, { params }) =>
  foldNow((await params).name, FoldNowQuery.parse(searchParams(request))),
);
