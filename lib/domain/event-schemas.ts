import type { z } from "zod";
import type { NewEvent } from "@/lib/engine";

/** For each event type of an aggregate: the schema version it is written in today, and what its data looks like. */
export type EventSchemas = Readonly<Record<string, { readonly version: number; readonly data: z.ZodType }>>;

/** The union of the events that a set of schemas describes. */
export type EventOf<Schemas extends EventSchemas> = {
  [Type in keyof Schemas & string]: { readonly type: Type; readonly data: z.infer<Schemas[Type]["data"]> };
}[keyof Schemas & string];

/**
 * Reads an upcast event as one of the aggregate's own. `null`: the aggregate does not know the type (an operator
 * may append anything); throws when the data is not what the schema says.
 */
export function readAs<Schemas extends EventSchemas>(
  schemas: Schemas,
  event: { readonly type: string; readonly data: unknown },
): EventOf<Schemas> | null {
  const schema = Object.hasOwn(schemas, event.type) ? schemas[event.type] : undefined;
  return schema === undefined ? null : parsed<Schemas>(event.type, schema.data.parse(event.data));
}

/** The schema under `type` has just accepted `data`, which is what the union says and the compiler cannot see. */
function parsed<Schemas extends EventSchemas>(type: string, data: unknown): EventOf<Schemas> {
  return { type, data } as EventOf<Schemas>;
}

/** An event as it is appended today: in the schema version that `schemas` says is written now. */
export function toWrite<Schemas extends EventSchemas>(schemas: Schemas, event: EventOf<Schemas>): NewEvent {
  return { type: event.type, schemaVersion: schemas[event.type]?.version ?? 1, data: event.data };
}
