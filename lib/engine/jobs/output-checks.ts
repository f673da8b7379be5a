import type { Queryable } from "../events";
import { schemaRegistry } from "../schemas/schema-registry";
import type { OutputChecks } from "./verifier";

/** The checks that the JSON Schemas published now make of what upcasters write. */
export async function publishedOutputChecks(db: Queryable): Promise<OutputChecks> {
  const registry = await schemaRegistry(db)();
  return ({ type, schemaVersion }) => {
    const schema = registry.find(type, schemaVersion, "any");
    return schema === null ? null : ({ dataText }) => schema.check(dataText);
  };
}
