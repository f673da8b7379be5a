import { handle } from "@/lib/api/respond";
import { resumedMessage, resumeProjection } from "@/lib/operations/resume-projection";

export const POST = handle<RouteContext<"/api/v1/projections/[name]/resume">>(async (_request, { params }) => ({
  message: resumedMessage(await resumeProjection({ name: (await params).name })),
}));
