import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { streamIdOf } from "@/lib/api/stream-param";
import { StreamStateRequest } from "@/lib/api/stream-state";
import { readStreamBlame } from "@/lib/queries/streams/stream-blame";

export const GET = handle(async (request) =>
  readStreamBlame(streamIdOf(request), StreamStateRequest.parse(searchParams(request))),
);
