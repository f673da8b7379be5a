import { handle, requestJson } from "@/lib/api/respond";
import { previewDefinition } from "@/lib/queries/console-preview";

export const POST = handle(async (request) => previewDefinition(await requestJson(request)));
