import { handle } from "@/lib/api/respond";
import { streamIdOf } from "@/lib/api/stream-param";
import { getStream } from "@/lib/queries/streams/stream";

export const GET = handle((request) => getStream(streamIdOf(request)));
