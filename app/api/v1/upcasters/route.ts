import { handle, jsonResponse, requestJson } from "@/lib/api/respond";
import { saveUpcasterDraft } from "@/lib/operations/save-upcaster-draft";
import { readUpcaster } from "@/lib/queries/upcasters/upcaster";
import { listUpcasters } from "@/lib/queries/upcasters/upcasters";

export const GET = handle(() => listUpcasters());

export const POST = handle(async (request) => {
  const { id } = await saveUpcasterDraft({ draft: await requestJson(request) });
  return jsonResponse(await readUpcaster(id), { status: 201, headers: { location: `/api/v1/upcasters/${id}` } });
});
