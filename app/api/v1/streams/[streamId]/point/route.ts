import { AsOf } from "@/lib/api/as-of";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { streamIdOf } from "@/lib/api/stream-param";
import { readStreamPoint } from "@/lib/queries/streams/stream-point";

export const GET = handle(async (request) => readStreamPoint(streamIdOf(request), AsOf.parse(searchParams(request))));
