import { type EventSchemaContext, eventSchemaName } from "@/lib/api/event-schema-param";
import { TrialRequest } from "@/lib/api/event-schemas";
import { handle, optionalJson } from "@/lib/api/respond";
import { trySchema } from "@/lib/queries/event-schemas/schema-trial";

export const POST = handle<EventSchemaContext>(async (request, context) => {
  const { type, version } = await eventSchemaName(context);
  const { schema, last } = TrialRequest.parse(await optionalJson(request));
  const text = schema === undefined || typeof schema === "string" ? schema : JSON.stringify(schema);
  return trySchema({ type, schemaVersion: version, schema: text, last });
});
