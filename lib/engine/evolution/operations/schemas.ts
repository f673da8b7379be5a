import { z } from "zod";
import { compileExpression } from "../cel/expression";
import { MAX_EXPRESSION_LENGTH } from "../cel/parse";
import { problemWithPath } from "../path";
import type { EventSchema } from "../upcaster";

const Path = z
  .string()
  .trim()
  .max(500)
  .superRefine((path, context) => {
    const problem = problemWithPath(path);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

const Expression = z
  .string()
  .trim()
  .min(1)
  .max(MAX_EXPRESSION_LENGTH)
  .superRefine((text, context) => {
    try {
      compileExpression(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
    }
  });

/** As long as the store takes one. */
export const EventType = z.string().trim().min(1).max(256);
export const SchemaVersion = z.number().int().min(1).max(32_767);

/** Gives a field another name. `ifPresent`: an event without it is left as it is, instead of being an error. */
const Rename = z.strictObject({ op: z.literal("rename"), from: Path, to: Path, ifPresent: z.boolean().optional() });

/** Gives a field another place; what `rename` does, under the word for it. */
const Move = z.strictObject({ op: z.literal("move"), from: Path, to: Path, ifPresent: z.boolean().optional() });

/** Writes a constant. `ifMissing`: only where there is none yet. */
const SetValue = z.strictObject({
  op: z.literal("set"),
  path: Path,
  value: z.json(),
  ifMissing: z.boolean().optional(),
});

/** Takes a field away; an event without it is left as it is. */
const Remove = z.strictObject({ op: z.literal("remove"), path: Path });

/** Writes the result of a CEL expression, which sees the data as the operations before it left them. */
const Compute = z.strictObject({ op: z.literal("compute"), path: Path, expression: Expression });

/** What `convert` makes. */
export const CONVERT_TARGETS = ["integer", "number", "text", "boolean", "instant"] as const;

/**
 * Makes a value another kind of value, decided on its digits. `decimals`: an integer counts units of that many decimal
 * places. `ifPresent`: an event without it, or with null there, is left as it is.
 */
const Convert = z
  .strictObject({
    op: z.literal("convert"),
    path: Path,
    to: z.enum(CONVERT_TARGETS),
    decimals: z.number().int().min(0).max(18).optional(),
    ifPresent: z.boolean().optional(),
  })
  .refine(({ to, decimals }) => decimals === undefined || to === "integer", {
    path: ["decimals"],
    message: "Only an integer counts units of decimal places.",
  });

const Scalar = z.union([
  z.string(),
  z
    .number()
    .refine((number) => Math.abs(number) <= Number.MAX_SAFE_INTEGER, "A number to compare with is at most 2^53."),
  z.boolean(),
  z.null(),
]);

/** Replaces values by others. `otherwise`: what happens to a value that is not listed, or is missing. */
const MapValues = z.strictObject({
  op: z.literal("mapValues"),
  path: Path,
  values: z
    .array(z.strictObject({ from: Scalar, to: z.json() }))
    .min(1)
    .max(500)
    .superRefine((values, context) => {
      const seen = new Set<unknown>();
      for (const [index, { from }] of values.entries()) {
        if (seen.has(from)) {
          const message = `${JSON.stringify(from)} is listed twice.`;
          context.addIssue({ code: "custom", path: [index, "from"], message });
        }
        seen.add(from);
      }
    }),
  otherwise: z.union([z.enum(["fail", "keep"]), z.strictObject({ value: z.json() })]).optional(),
});

/** Says the type that is made; the upcaster's target has the same. */
const RenameType = z.strictObject({ op: z.literal("renameType"), type: EventType });

/** Passes the event over: always, or where the condition holds. */
const Drop = z.strictObject({ op: z.literal("drop"), when: Expression.optional() });

const DataOperation = z.discriminatedUnion("op", [Rename, Move, SetValue, Remove, Convert, MapValues, Compute]);

/** One event that a split makes of the data so far; its type and version are the upcaster's target where left out. */
const SplitEvent = z.strictObject({
  type: EventType.optional(),
  schemaVersion: SchemaVersion.optional(),
  when: Expression.optional(),
  operations: z.array(DataOperation).max(50),
});

/** Makes several events of one; an event of which no entry's condition holds is passed over. */
const Split = z.strictObject({ op: z.literal("split"), events: z.array(SplitEvent).min(1).max(20) });

export const OperationSchema = z.discriminatedUnion("op", [
  Rename,
  Move,
  SetValue,
  Remove,
  Convert,
  MapValues,
  Compute,
  RenameType,
  Drop,
  Split,
]);

export const OperationsSchema = z
  .array(OperationSchema)
  .max(100)
  .superRefine((operations, context) => {
    const issue = (index: number, message: string) =>
      context.addIssue({ code: "custom", path: [index, "op"], message });
    let renamed = false;
    for (const [index, { op }] of operations.entries()) {
      if (op === "split" && index < operations.length - 1) issue(index, "A split comes last: nothing follows it.");
      if (op === "renameType" && renamed) issue(index, "The type is renamed once.");
      renamed ||= op === "renameType";
    }
  });

export type Operation = z.infer<typeof OperationSchema>;
/** An operation that changes data, and may stand in a split. */
export type DataOperation = z.infer<typeof DataOperation>;
export type ConvertOperation = Extract<Operation, { readonly op: "convert" }>;
export type MapValuesOperation = Extract<Operation, { readonly op: "mapValues" }>;
export type SplitOperation = Extract<Operation, { readonly op: "split" }>;

/** The operations of an upcaster that makes `to`: what they say about the type they make must agree with that. */
export function operationsFor(to: EventSchema) {
  return OperationsSchema.superRefine((operations, context) => {
    for (const [index, operation] of operations.entries()) {
      if (operation.op === "renameType" && operation.type !== to.type) {
        const message = `The upcaster makes "${to.type}": a renamed type and the type made are the same.`;
        context.addIssue({ code: "custom", path: [index, "type"], message });
      }
      if (operation.op === "split" && !splitSchemas(operation, to).some((made) => isSame(made, to))) {
        const message = `One of the events is the upcaster's own target, "${to.type}" in version ${to.schemaVersion}.`;
        context.addIssue({ code: "custom", path: [index, "events"], message });
      }
    }
  });
}

/** The schemas of the events that a split makes, one for each entry. */
export function splitSchemas({ events }: SplitOperation, to: EventSchema): EventSchema[] {
  return events.map((entry) =>
    Object.freeze({ type: entry.type ?? to.type, schemaVersion: entry.schemaVersion ?? to.schemaVersion }),
  );
}

/** Every schema that operations can make, the upcaster's target first. */
export function schemasMade(operations: readonly Operation[], to: EventSchema): EventSchema[] {
  const last = operations.at(-1);
  const made = [to];
  if (last?.op !== "split") return made;
  for (const schema of splitSchemas(last, to)) if (!made.some((known) => isSame(known, schema))) made.push(schema);
  return made;
}

function isSame(left: EventSchema, right: EventSchema): boolean {
  return left.type === right.type && left.schemaVersion === right.schemaVersion;
}
