import { requestLossless } from "@/lib/api/lossless";
import { SaveReducerRequest } from "@/lib/api/reducers";
import { handle } from "@/lib/api/respond";
import { AppError } from "@/lib/errors";
import { discardReducerDraft, reducerDiscardedMessage } from "@/lib/operations/discard-reducer-draft";
import { saveReducerDraft } from "@/lib/operations/save-reducer-draft";
import { readReducer } from "@/lib/queries/reducers/reducer";

type Context = RouteContext<"/api/v1/reducers/[name]/draft">;

export const PUT = handle<Context>(async (request, { params }) => {
  const { name } = await params;
  const body = SaveReducerRequest.parse(await requestLossless(request));
  if (body.definition.name !== name) {
    throw new AppError(`The definition is named "${body.definition.name}", not "${name}".`, { code: "invalid" });
  }
  await saveReducerDraft(body);
  return readReducer(name);
});

export const DELETE = handle<Context>(async (_request, { params }) => ({
  message: reducerDiscardedMessage(await discardReducerDraft({ name: (await params).name })),
}));
