import { handle, requestJson } from "@/lib/api/respond";
import { StateBeforeAfterRequest } from "@/lib/api/state-before-after";
import { readStateBeforeAfter } from "@/lib/queries/streams/state-before-after";

export const POST = handle(async (request) =>
  readStateBeforeAfter(StateBeforeAfterRequest.parse(await requestJson(request))),
);
