import { handle, requestJson } from "@/lib/api/respond";
import { skipDeadLetters } from "@/lib/operations/skip-dead-letters";

export const POST = handle(async (request) => skipDeadLetters(await requestJson(request)));
