import { losslessResponse } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { readExportedSchemas } from "@/lib/queries/event-schemas/exported-schemas";

export const GET = handle<RouteContext<"/api/v1/event-types/[type]/schemas">>(async (_request, { params }) =>
  losslessResponse(await readExportedSchemas((await params).type)),
);
