import { requestLossless } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { streamIdOf } from "@/lib/api/stream-param";
import { WhatIfRequest } from "@/lib/api/what-if";
import { readWhatIf } from "@/lib/queries/streams/what-if";

export const POST = handle(async (request) =>
  readWhatIf(streamIdOf(request), WhatIfRequest.parse(await requestLossless(request))),
);
