import { requestLossless } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { previewReducerStream } from "@/lib/queries/reducers/preview-reducer-stream";

export const POST = handle(async (request) => previewReducerStream(await requestLossless(request)));
