import { handle } from "@/lib/api/respond";
import { listVerifications } from "@/lib/queries/upcasters/verifications";

export const GET = handle<RouteContext<"/api/v1/upcasters/[id]/verifications">>(async (_request, { params }) =>
  listVerifications((await params).id),
);
