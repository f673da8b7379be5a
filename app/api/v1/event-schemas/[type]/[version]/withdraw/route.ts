import { type EventSchemaContext, eventSchemaName } from "@/lib/api/event-schema-param";
import { WithdrawRequest } from "@/lib/api/event-schemas";
import { handle, requestJson } from "@/lib/api/respond";
import { withdrawEventSchema, withdrawnMessage } from "@/lib/operations/withdraw-event-schema";

export const POST = handle<EventSchemaContext>(async (request, context) => {
  const name = await eventSchemaName(context);
  const { reason } = WithdrawRequest.parse(await requestJson(request));
  return { message: withdrawnMessage(await withdrawEventSchema({ ...name, reason })) };
});
