import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { BisectRequest } from "@/lib/api/stream-bisection";
import { streamIdOf } from "@/lib/api/stream-param";
import { readStreamBisection } from "@/lib/queries/streams/stream-bisection";

export const GET = handle(async (request) =>
  readStreamBisection(streamIdOf(request), BisectRequest.parse(searchParams(request))),
);
