import { parseLossless, stringifyLossless } from "../json";
import { contentHash } from "./content-hash";
import { compileOperations, OperationsSchema } from "./operations";
import { recast } from "./recast-event";
import type { Upcaster } from "./upcaster";

/** An upcaster as the console stores it. */
export interface UpcasterDefinition {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly fromVersion: number;
  readonly toType: string;
  readonly toVersion: number;
  /** Parsed by `OperationsSchema`. */
  readonly operations: unknown;
}

/** Compiles an upcaster written in the console; throws a ZodError when its operations are no operations. */
export function declarativeUpcaster(definition: UpcasterDefinition): Upcaster {
  const operations = OperationsSchema.parse(definition.operations);
  const plan = compileOperations(operations);
  const from = { type: definition.type, schemaVersion: definition.fromVersion };
  const to = { type: definition.toType, schemaVersion: definition.toVersion };
  return {
    id: definition.id,
    title: definition.title,
    from,
    to,
    source: "console",
    fingerprint: contentHash({ from, to, operations }),
    upcast(event) {
      const { data, edits } = plan(event);
      return recast(event, to, data, () => {
        const digits = parseLossless(event.dataText);
        return stringifyLossless(edits.reduce((tree, edit) => edit(tree), digits));
      });
    },
  };
}
