import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { AsOf } from "@/lib/api/stream";
import { type StreamContext, streamIdOf } from "@/lib/api/stream-param";
import { readStreamState } from "@/lib/queries/stream-state";

export const GET = handle<StreamContext>(async (request, context) =>
  readStreamState(await streamIdOf(context), AsOf.parse(searchParams(request))),
);
