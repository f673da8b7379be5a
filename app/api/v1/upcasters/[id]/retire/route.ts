import { handle, requestJson } from "@/lib/api/respond";
import { RetireRequest } from "@/lib/api/upcasters";
import { retiredMessage, retireUpcaster } from "@/lib/operations/retire-upcaster";

export const POST = handle<RouteContext<"/api/v1/upcasters/[id]/retire">>(async (request, { params }) => {
  const { reason } = RetireRequest.parse(await requestJson(request));
  return { message: retiredMessage(await retireUpcaster({ id: (await params).id, reason })) };
});
