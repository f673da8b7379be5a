import { EventSchemaName } from "./event-schemas";

/** The parameters of the routes under /api/v1/event-schemas/{type}/{version}. */
export interface EventSchemaContext {
  readonly params: Promise<{ readonly type: string; readonly version: string }>;
}

/** The type and schema version that a request's address names. */
export async function eventSchemaName({ params }: EventSchemaContext): Promise<EventSchemaName> {
  return EventSchemaName.parse(await params);
}
