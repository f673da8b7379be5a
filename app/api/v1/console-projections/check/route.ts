import { handle, requestJson } from "@/lib/api/respond";
import { checkDefinition } from "@/lib/queries/console-check";

export const POST = handle(async (request) => checkDefinition(await requestJson(request)));
