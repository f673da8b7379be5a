import { handle, requestJson } from "@/lib/api/respond";
import { previewDefinition } from "@/lib/queries/projections/console-preview";

export const POST = handle(async (request) => previewDefinition(await requestJson(request)));
