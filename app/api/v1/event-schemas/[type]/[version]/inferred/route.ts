import { type EventSchemaContext, eventSchemaName } from "@/lib/api/event-schema-param";
import { handle } from "@/lib/api/respond";
import { inferredSchema } from "@/lib/queries/event-schemas/inferred-schema";

export const GET = handle<EventSchemaContext>(async (_request, context) => {
  const { type, version } = await eventSchemaName(context);
  return inferredSchema(type, version);
});
