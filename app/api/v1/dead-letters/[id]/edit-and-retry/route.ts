import { DeadLetterId, EditAndRetryRequest } from "@/lib/api/dead-letters";
import { requestLossless } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { editAndRetryDeadLetter } from "@/lib/operations/edit-and-retry-dead-letter";

export const POST = handle<RouteContext<"/api/v1/dead-letters/[id]/edit-and-retry">>(async (request, { params }) => {
  const { id } = DeadLetterId.parse(await params);
  return editAndRetryDeadLetter({ ...EditAndRetryRequest.parse(await requestLossless(request)), id });
});
