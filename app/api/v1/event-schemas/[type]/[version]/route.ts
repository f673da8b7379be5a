import { type EventSchemaContext, eventSchemaName } from "@/lib/api/event-schema-param";
import { handle } from "@/lib/api/respond";
import { readEventSchema } from "@/lib/queries/event-schemas/event-schema";

export const GET = handle<EventSchemaContext>(async (_request, context) => {
  const { type, version } = await eventSchemaName(context);
  return readEventSchema(type, version);
});
