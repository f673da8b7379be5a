import { DeadLetterId } from "@/lib/api/dead-letters";
import { handle } from "@/lib/api/respond";
import { readDeadLetter } from "@/lib/queries/dead-letters/dead-letter";

export const GET = handle<RouteContext<"/api/v1/dead-letters/[id]">>(async (_request, { params }) =>
  readDeadLetter(DeadLetterId.parse(await params).id),
);
