import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { DiffRange } from "@/lib/api/stream-diff";
import { streamIdOf } from "@/lib/api/stream-param";
import { diffStreamStates } from "@/lib/queries/stream-diff";

export const GET = handle(async (request) =>
  diffStreamStates(streamIdOf(request), DiffRange.parse(searchParams(request))),
);
