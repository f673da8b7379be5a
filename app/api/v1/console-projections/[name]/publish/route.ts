import { PublishRequest } from "@/lib/api/console-projections";
import { handle, jsonResponse, optionalJson } from "@/lib/api/respond";
import { publishConsoleProjection, publishedMessage } from "@/lib/operations/publish-console-projection";

type Context = RouteContext<"/api/v1/console-projections/[name]/publish">;

export const POST = handle<Context>(async (request, { params }) => {
  const body = PublishRequest.parse(await optionalJson(request));
  const published = await publishConsoleProjection({ ...body, name: (await params).name });
  const { name, version } = published;
  return jsonResponse({ name, version, message: publishedMessage(published) }, { status: 201 });
});
