import { handle } from "@/lib/api/respond";
import { readEventType } from "@/lib/queries/event-types/event-type";

export const GET = handle<RouteContext<"/api/v1/event-types/[type]">>(async (_request, { params }) =>
  readEventType((await params).type),
);
