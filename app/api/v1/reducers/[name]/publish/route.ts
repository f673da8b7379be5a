import { optionalLossless } from "@/lib/api/lossless";
import { PublishReducerRequest } from "@/lib/api/reducers";
import { handle, jsonResponse } from "@/lib/api/respond";
import { publishReducer, reducerPublishedMessage } from "@/lib/operations/publish-reducer";

type Context = RouteContext<"/api/v1/reducers/[name]/publish">;

export const POST = handle<Context>(async (request, { params }) => {
  const body = PublishReducerRequest.parse(await optionalLossless(request));
  const published = await publishReducer({ ...body, name: (await params).name });
  const { name, version } = published;
  return jsonResponse({ name, version, message: reducerPublishedMessage(published) }, { status: 201 });
});
