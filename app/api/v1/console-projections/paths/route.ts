import { handle, requestJson } from "@/lib/api/respond";
import { readDataPaths } from "@/lib/queries/upcasters/data-paths";

export const POST = handle(async (request) => readDataPaths(await requestJson(request)));
