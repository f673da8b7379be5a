import { type EventSchemaContext, eventSchemaName } from "@/lib/api/event-schema-param";
import { PublishRequest } from "@/lib/api/event-schemas";
import { handle, optionalJson } from "@/lib/api/respond";
import { publishEventSchema, publishedSchemaMessage } from "@/lib/operations/publish-event-schema";

export const POST = handle<EventSchemaContext>(async (request, context) => {
  const name = await eventSchemaName(context);
  const asked = PublishRequest.parse(await optionalJson(request));
  return { message: publishedSchemaMessage(await publishEventSchema({ ...name, ...asked })) };
});
