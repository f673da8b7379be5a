import { handle, requestJson } from "@/lib/api/respond";
import { TraceRequest } from "@/lib/api/upcasters";
import { traceDraft } from "@/lib/queries/upcasters/trace-draft";

export const POST = handle(async (request) => {
  const { draft, event, id } = TraceRequest.parse(await requestJson(request));
  return traceDraft(draft, event, id ?? null);
});
