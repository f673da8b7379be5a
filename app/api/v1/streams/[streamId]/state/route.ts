import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { streamIdOf } from "@/lib/api/stream-param";
import { ReadStateRequest } from "@/lib/api/stream-state";
import { readStreamState } from "@/lib/queries/streams/stream-state";

export const GET = handle(async (request) =>
  readStreamState(streamIdOf(request), ReadStateRequest.parse(searchParams(request))),
);
