import { handle } from "@/lib/api/respond";
import { readTypeHistory } from "@/lib/queries/event-types/event-type-history";

export const GET = handle<RouteContext<"/api/v1/event-types/[type]/history">>(async (_request, { params }) =>
  readTypeHistory((await params).type),
);
