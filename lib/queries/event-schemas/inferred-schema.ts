import "server-only";
import type { InferredSchema } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { inferJsonSchema } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { eventTypeShape } from "../event-types/event-type-shape";
import { readSchemaCatalogue } from "../event-types/schema-catalogue";

/** The JSON Schema that all events of a (type, schema version) fit which the catalogue has looked at. */
export async function inferredSchema(type: string, schemaVersion: number): Promise<InferredSchema> {
  await authorize("viewer");
  const { rows, catalogue } = await readSchemaCatalogue(type, schemaVersion);
  const shape = eventTypeShape(rows);
  if (shape === null) {
    const why = catalogue.words ?? "No event of it is in the catalogue yet.";
    throw new AppError(`Nothing can be inferred about "${type}" v${schemaVersion}: ${why}`, { code: "not-found" });
  }
  return { schema: JSON.stringify(inferJsonSchema(shape), null, 2), events: shape.events };
}
