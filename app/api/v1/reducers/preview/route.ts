import { requestLossless } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { previewReducer } from "@/lib/queries/reducers/preview-reducer";

export const POST = handle(async (request) => previewReducer(await requestLossless(request)));
