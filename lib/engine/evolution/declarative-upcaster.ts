import type { StoredEvent } from "../events";
import { stringifyLossless } from "../json";
import { contentHash } from "./content-hash";
import { compileOperations } from "./operations/compile";
import { eventFieldsOf } from "./operations/event-fields";
import { Payload } from "./operations/payload";
import { operationsFor, schemasMade } from "./operations/schemas";
import { recast, type WriteText } from "./recast-event";
import type { EventSchema, Upcaster } from "./upcaster";

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
  const { from, to, operations, compiled } = compileDefinition(definition);
  const writers = Array.from(compiled.split ?? [null], (_, entry) => textWriter(entry));

  /** Makes the text by running the operations again, this time with the digits. */
  function textWriter(entry: number): WriteText {
    return (before) => {
      const made = compiled.run(before, true);
      const payload = made instanceof Payload ? made : made?.[entry];
      return stringifyLossless(payload?.digits?.root);
    };
  }

  function madeEvent(event: StoredEvent, payload: Payload, schema: EventSchema, entry: number): StoredEvent {
    const form = { to: schema, data: payload.data.root, stored: from, hasOwnDigits: payload.wroteDigits };
    return recast(event, form, writers[entry] ?? textWriter(entry));
  }

  return {
    id: definition.id,
    title: definition.title,
    from,
    to,
    makes: schemasMade(operations, to),
    dropsAll: operations.some((operation) => operation.op === "drop" && operation.when === undefined),
    source: "console",
    fingerprint: contentHash({ from, to, operations }),
    eventFields: eventFieldsOf(operations),
    upcast(event) {
      const made = compiled.run(event, false);
      if (made === null) return null;
      if (made instanceof Payload) return madeEvent(event, made, to, 0);
      return (compiled.split ?? []).flatMap((entry, index) => {
        const payload = made[index];
        return payload === null || payload === undefined ? [] : [madeEvent(event, payload, entry.to, index)];
      });
    },
  };
}

/** The parts of an upcaster written in the console; throws a ZodError when its operations are no operations. */
export function compileDefinition(definition: UpcasterDefinition) {
  const from = Object.freeze({ type: definition.type, schemaVersion: definition.fromVersion });
  const to = Object.freeze({ type: definition.toType, schemaVersion: definition.toVersion });
  const operations = operationsFor(to).parse(definition.operations);
  return { from, to, operations, compiled: compileOperations(operations, to) };
}
