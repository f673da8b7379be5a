import { handle } from "@/lib/api/respond";
import { streamIdOf } from "@/lib/api/stream-param";
import { getStream } from "@/lib/queries/stream";

export const GET = handle((request) => getStream(streamIdOf(request)));
