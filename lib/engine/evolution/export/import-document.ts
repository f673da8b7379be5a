import { z } from "zod";
import { EventType, OperationSchema, operationsFor, SchemaVersion } from "../operations/schemas";

/** An upcaster of an imported file, fit to be kept as a draft. */
export interface ImportedUpcaster {
  readonly title: string;
  readonly type: string;
  readonly fromVersion: number;
  readonly toType: string;
  readonly toVersion: number;
  readonly operations: z.infer<typeof OperationSchema>[];
}

const OPERATIONS: readonly string[] = OperationSchema.options.map(({ shape }) => shape.op.value);

const Imported = z
  .strictObject({
    title: z.string().trim().min(1).max(120),
    type: EventType,
    fromVersion: SchemaVersion,
    toType: EventType,
    toVersion: SchemaVersion,
    operations: z.array(z.looseObject({ op: z.string() })).max(100),
  })
  .transform((upcaster, context): ImportedUpcaster => {
    const unknown = upcaster.operations.flatMap(({ op }, index) => (OPERATIONS.includes(op) ? [] : [{ op, index }]));
    for (const { op, index } of unknown) {
      const message = `There is no operation "${op}" here. Those known are ${OPERATIONS.join(", ")}.`;
      context.addIssue({ code: "custom", path: ["operations", index, "op"], message });
    }
    if (unknown.length > 0) return z.NEVER;
    const to = { type: upcaster.toType, schemaVersion: upcaster.toVersion };
    const parsed = operationsFor(to).safeParse(upcaster.operations);
    if (parsed.success) return { ...upcaster, operations: parsed.data };
    for (const { path, message } of parsed.error.issues) {
      context.addIssue({ code: "custom", path: ["operations", ...path], message });
    }
    return z.NEVER;
  });

/** What `exportJson` writes; what it says of upcasters in code is read by people only. */
export const UpcasterDocument = z.object({
  foldline: z.literal("upcasters", { error: 'This is no file of upcasters: it does not say "foldline": "upcasters".' }),
  version: z.literal(1, { error: "Only version 1 of these files is known here." }),
  upcasters: z.array(Imported).max(500),
  code: z.array(z.looseObject({ title: z.string() })).optional(),
});
export type UpcasterDocument = z.infer<typeof UpcasterDocument>;
