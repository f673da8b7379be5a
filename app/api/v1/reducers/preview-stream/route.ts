import { requestLossless } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { previewReducerStream } from "@/lib/queries/preview-reducer-stream";

export const POST = handle(async (request) => previewReducerStream(await requestLossless(request)));
