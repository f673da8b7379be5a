import { ReadModelRowsQuery } from "@/lib/api/projections";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { readModelRows } from "@/lib/queries/projections/read-model-rows";

export const GET = handle<RouteContext<"/api/v1/projections/[name]/rows">>(async (request, { params }) =>
  readModelRows((await params).name, ReadModelRowsQuery.parse(searchParams(request))),
);
