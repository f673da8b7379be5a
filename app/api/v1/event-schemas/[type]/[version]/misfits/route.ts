import { type EventSchemaContext, eventSchemaName } from "@/lib/api/event-schema-param";
import { MisfitsQuery } from "@/lib/api/event-schemas";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { schemaMisfits } from "@/lib/queries/event-schemas/schema-misfits";

export const GET = handle<EventSchemaContext>(async (request, context) => {
  const { type, version } = await eventSchemaName(context);
  return schemaMisfits({ type, schemaVersion: version, ...MisfitsQuery.parse(searchParams(request)) });
});
