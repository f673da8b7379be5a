import { handle, requestJson } from "@/lib/api/respond";
import { readFileState } from "@/lib/queries/streams/file-state";

export const POST = handle(async (request) => readFileState(await requestJson(request)));
