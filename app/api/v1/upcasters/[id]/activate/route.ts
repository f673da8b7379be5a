import { handle, requestJson } from "@/lib/api/respond";
import { ActivateRequest } from "@/lib/api/upcasters";
import { activatedMessage, activateUpcaster } from "@/lib/operations/activate-upcaster";

export const POST = handle<RouteContext<"/api/v1/upcasters/[id]/activate">>(async (request, { params }) => {
  const wanted = ActivateRequest.parse(await requestJson(request));
  return { message: activatedMessage(await activateUpcaster({ ...wanted, id: (await params).id })) };
});
