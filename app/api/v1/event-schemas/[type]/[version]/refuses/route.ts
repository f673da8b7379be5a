import { type EventSchemaContext, eventSchemaName } from "@/lib/api/event-schema-param";
import { RefusesRequest } from "@/lib/api/event-schemas";
import { handle, requestJson } from "@/lib/api/respond";
import { refusesMessage, setEventSchemaRefuses } from "@/lib/operations/set-event-schema-refuses";

export const PUT = handle<EventSchemaContext>(async (request, context) => {
  const name = await eventSchemaName(context);
  const asked = RefusesRequest.parse(await requestJson(request));
  return { message: refusesMessage(await setEventSchemaRefuses({ ...name, ...asked })) };
});
