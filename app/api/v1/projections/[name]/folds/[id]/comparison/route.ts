import { JobId } from "@/lib/api/job-requests";
import { handle } from "@/lib/api/respond";
import { compareFold } from "@/lib/queries/folds/fold-comparison";

export const GET = handle<RouteContext<"/api/v1/projections/[name]/folds/[id]/comparison">>(
  async (_request, { params }) => {
    const { name, id } = await params;
    return compareFold(name, JobId.parse({ id }).id);
  },
);
