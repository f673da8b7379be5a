import { handle, requestJson } from "@/lib/api/respond";
import { PreviewRequest } from "@/lib/api/upcasters";
import { previewUpcaster } from "@/lib/queries/upcasters/upcaster-preview";

export const POST = handle(async (request) => {
  const { draft, id } = PreviewRequest.parse(await requestJson(request));
  return previewUpcaster(draft, id ?? null);
});
