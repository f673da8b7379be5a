import { requestLossless } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { streamIdOf } from "@/lib/api/stream-param";
import { appendCorrection } from "@/lib/operations/append-correction";

export const POST = handle(async (request) => appendCorrection(streamIdOf(request), await requestLossless(request)));
