import { canonicalJson } from "./canonical-json";
import { compileEventSchema } from "./compile-event-schema";

/** A JSON Schema of one (type, schema version) that stands in code; workers publish it. */
export interface CodeEventSchema {
  readonly type: string;
  readonly schemaVersion: number;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What the data of events of a type and schema version looks like, as JSON Schema 2020-12. */
export function eventSchema(definition: {
  readonly type: string;
  readonly version: number;
  readonly schema: object;
}): CodeEventSchema {
  const schema = { ...definition.schema };
  compileEventSchema(schema);
  return { type: definition.type, schemaVersion: definition.version, schema };
}

/** Whether two JSON Schemas say the same, in whatever order. */
export function isSameSchema(left: unknown, right: unknown): boolean {
  return canonicalJson(left) === canonicalJson(right);
}
