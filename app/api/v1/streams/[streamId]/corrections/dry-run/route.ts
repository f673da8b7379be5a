import { requestLossless } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { streamIdOf } from "@/lib/api/stream-param";
import { dryRunCorrection } from "@/lib/operations/dry-run-correction";

export const POST = handle(async (request) => dryRunCorrection(streamIdOf(request), await requestLossless(request)));
