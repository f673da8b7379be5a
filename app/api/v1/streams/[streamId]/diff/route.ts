import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { DiffRange } from "@/lib/api/stream";
import { type StreamContext, streamIdOf } from "@/lib/api/stream-param";
import { diffStreamStates } from "@/lib/queries/stream-diff";

export const GET = handle<StreamContext>(async (request, context) =>
  diffStreamStates(await streamIdOf(context), DiffRange.parse(searchParams(request))),
);
