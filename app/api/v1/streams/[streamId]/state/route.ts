import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { AsOf } from "@/lib/api/stream";
import { streamIdOf } from "@/lib/api/stream-param";
import { readStreamState } from "@/lib/queries/stream-state";

export const GET = handle(async (request) => readStreamState(streamIdOf(request), AsOf.parse(searchParams(request))));
