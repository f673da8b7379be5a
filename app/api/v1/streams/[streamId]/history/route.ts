import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { StreamHistoryRequest } from "@/lib/api/stream-history";
import { streamIdOf } from "@/lib/api/stream-param";
import { readStreamHistory } from "@/lib/queries/streams/stream-history";

export const GET = handle(async (request) =>
  readStreamHistory(streamIdOf(request), StreamHistoryRequest.parse(searchParams(request))),
);
