import { z } from "zod";
import { type CodeEventSchema, eventSchema } from "@/lib/engine";
import type { EventSchemas } from "./event-schemas";
import { orderEvents } from "./order";
import { paymentEvents } from "./payment";

/** What carriers, book-keeping and the letters read of the shop's events, published as JSON Schema for them. */
export const eventSchemas: readonly CodeEventSchema[] = [
  published(orderEvents, "OrderPlaced"),
  published(orderEvents, "OrderCancelled"),
  published(paymentEvents, "RefundIssued"),
];

/** The newest version of an event as its aggregate declares it; fields that are added later fit as well. */
function published<Schemas extends EventSchemas>(schemas: Schemas, type: keyof Schemas & string): CodeEventSchema {
  const { version, data } = schemas[type] ?? { version: 1, data: z.unknown() };
  return eventSchema({ type, version, schema: z.toJSONSchema(data, { io: "input" }) });
}
