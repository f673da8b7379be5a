import { handle, requestJson } from "@/lib/api/respond";
import { RestoreRequest } from "@/lib/api/upcaster-sets";
import { restoredMessage, restoreUpcasterSet } from "@/lib/operations/restore-upcaster-set";

export const POST = handle(async (request) => {
  const wanted = RestoreRequest.parse(await requestJson(request));
  return { message: restoredMessage(await restoreUpcasterSet(wanted)) };
});
