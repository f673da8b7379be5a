import { RetireReducerRequest } from "@/lib/api/reducers";
import { handle, requestJson } from "@/lib/api/respond";
import { reducerRetiredMessage, retireReducer } from "@/lib/operations/retire-reducer";

type Context = RouteContext<"/api/v1/reducers/[name]/retire">;

export const POST = handle<Context>(async (request, { params }) => {
  const { reason } = RetireReducerRequest.parse(await requestJson(request));
  return { message: reducerRetiredMessage(await retireReducer({ name: (await params).name, reason })) };
});
