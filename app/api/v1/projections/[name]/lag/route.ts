import { LagQuery } from "@/lib/api/projection-watch";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { lagHistory } from "@/lib/queries/projections/lag-history";

export const GET = handle<RouteContext<"/api/v1/projections/[name]/lag">>(async (request, { params }) =>
  lagHistory((await params).name, LagQuery.parse(searchParams(request)).range),
);
