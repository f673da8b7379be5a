import { handle, jsonResponse, requestJson } from "@/lib/api/respond";
import { importUpcasters } from "@/lib/operations/import-upcasters";

export const POST = handle(async (request) => {
  const result = await importUpcasters(await requestJson(request));
  return jsonResponse(result, { status: result.dryRun ? 200 : 201 });
});
