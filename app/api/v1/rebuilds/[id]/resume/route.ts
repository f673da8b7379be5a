import { RebuildId } from "@/lib/api/rebuild-requests";
import { handle } from "@/lib/api/respond";
import { rebuildResumedMessage, resumeRebuild } from "@/lib/operations/resume-rebuild";

export const POST = handle<RouteContext<"/api/v1/rebuilds/[id]/resume">>(async (_request, { params }) => ({
  message: rebuildResumedMessage(await resumeRebuild(RebuildId.parse(await params))),
}));
