import { FoldRowsQuery } from "@/lib/api/folds";
import { JobId } from "@/lib/api/job-requests";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { foldRows } from "@/lib/queries/folds/fold-rows";

export const GET = handle<RouteContext<"/api/v1/projections/[name]/folds/[id]/rows">>(async (request, { params }) => {
  const { name, id } = await params;
  return foldRows(name, JobId.parse({ id }).id, FoldRowsQuery.parse(searchParams(request)));
});
