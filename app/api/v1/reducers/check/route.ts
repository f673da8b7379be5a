import { requestLossless } from "@/lib/api/lossless";
import { handle } from "@/lib/api/respond";
import { checkReducer } from "@/lib/queries/reducers/check-reducer";

export const POST = handle(async (request) => checkReducer(await requestLossless(request)));
