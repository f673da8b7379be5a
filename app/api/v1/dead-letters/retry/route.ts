import { handle, requestJson } from "@/lib/api/respond";
import { retryDeadLetters } from "@/lib/operations/retry-dead-letters";

export const POST = handle(async (request) => retryDeadLetters(await requestJson(request)));
