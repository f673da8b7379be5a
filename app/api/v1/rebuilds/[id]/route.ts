import { RebuildId } from "@/lib/api/rebuilds";
import { handle } from "@/lib/api/respond";
import { readRebuild } from "@/lib/queries/rebuild";

export const GET = handle<RouteContext<"/api/v1/rebuilds/[id]">>(async (_request, { params }) =>
  readRebuild(RebuildId.parse(await params).id),
);
