import { type EventSchemaContext, eventSchemaName } from "@/lib/api/event-schema-param";
import { DraftRequest } from "@/lib/api/event-schemas";
import { handle, requestJson } from "@/lib/api/respond";
import { discardEventSchemaDraft } from "@/lib/operations/discard-event-schema-draft";
import { saveEventSchemaDraft } from "@/lib/operations/save-event-schema-draft";
import { readEventSchema } from "@/lib/queries/event-schemas/event-schema";

export const PUT = handle<EventSchemaContext>(async (request, context) => {
  const name = await eventSchemaName(context);
  await saveEventSchemaDraft({ ...name, ...DraftRequest.parse(await requestJson(request)) });
  return readEventSchema(name.type, name.version);
});

export const DELETE = handle<EventSchemaContext>(async (_request, context) => {
  await discardEventSchemaDraft(await eventSchemaName(context));
  return { message: "Draft discarded." };
});
