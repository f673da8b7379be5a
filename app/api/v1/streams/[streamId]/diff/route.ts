import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { DiffRequest } from "@/lib/api/stream-diff";
import { streamIdOf } from "@/lib/api/stream-param";
import { diffStreamStates } from "@/lib/queries/streams/stream-diff";

export const GET = handle(async (request) =>
  diffStreamStates(streamIdOf(request), DiffRequest.parse(searchParams(request))),
);
