import { handle } from "@/lib/api/respond";
import { type StreamContext, streamIdOf } from "@/lib/api/stream-param";
import { getStream } from "@/lib/queries/stream";

export const GET = handle<StreamContext>(async (_request, context) => getStream(await streamIdOf(context)));
