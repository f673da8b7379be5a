import "server-only";
import { compileEventSchema, InvalidJsonSchemaError, type SchemaProblem } from "@/lib/engine";

/** What keeps a JSON Schema, as text, from being used; nothing when it can be. */
export function schemaProblems(text: string): readonly SchemaProblem[] {
  try {
    compileEventSchema(JSON.parse(text));
    return [];
  } catch (error) {
    if (error instanceof InvalidJsonSchemaError) return error.problems;
    if (error instanceof SyntaxError) return [{ path: "", message: `is no JSON: ${error.message}` }];
    throw error;
  }
}
