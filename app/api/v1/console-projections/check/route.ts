import { handle, requestJson } from "@/lib/api/respond";
import { checkDefinition } from "@/lib/queries/projections/console-check";

export const POST = handle(async (request) => checkDefinition(await requestJson(request)));
