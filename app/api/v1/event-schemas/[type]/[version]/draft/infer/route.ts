import { type EventSchemaContext, eventSchemaName } from "@/lib/api/event-schema-param";
import { handle } from "@/lib/api/respond";
import { inferEventSchemaDraft } from "@/lib/operations/infer-event-schema-draft";
import { readEventSchema } from "@/lib/queries/event-schemas/event-schema";

export const POST = handle<EventSchemaContext>(async (_request, context) => {
  const name = await eventSchemaName(context);
  await inferEventSchemaDraft(name);
  return readEventSchema(name.type, name.version);
});
