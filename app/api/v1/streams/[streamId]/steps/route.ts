import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { streamIdOf } from "@/lib/api/stream-param";
import { StreamStepsRequest } from "@/lib/api/stream-steps";
import { readStreamSteps } from "@/lib/queries/streams/stream-steps";

export const GET = handle(async (request) =>
  readStreamSteps(streamIdOf(request), StreamStepsRequest.parse(searchParams(request))),
);
