import { RebuildId } from "@/lib/api/rebuild-requests";
import { RebuildDifferencesQuery } from "@/lib/api/rebuild-verification";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { listRebuildDifferences } from "@/lib/queries/rebuilds/rebuild-differences";

export const GET = handle<RouteContext<"/api/v1/rebuilds/[id]/differences">>(async (request, { params }) =>
  listRebuildDifferences(RebuildId.parse(await params).id, RebuildDifferencesQuery.parse(searchParams(request))),
);
