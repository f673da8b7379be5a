import { z } from "zod";
import { MAX_EXPRESSION_LENGTH } from "../evolution/cel/parse";
import { columnCodec, type PgType } from "./columns";

/** The key expression of a projection that has one row for each stream. */
export const STREAM_KEY = "event.streamId";

// Columns that every table of Postgres has, and a name that plain objects have.
const TAKEN = ["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid", "constructor"];

const Expression = z.string().trim().max(MAX_EXPRESSION_LENGTH);

const ColumnName = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, "Lower-case letters, digits and _, beginning with a letter.")
  .refine((name) => !TAKEN.includes(name), "Postgres or CEL needs this name itself.");

const ColumnType = z
  .string()
  .trim()
  .superRefine((type, context) => {
    try {
      columnCodec(type);
    } catch (error) {
      context.addIssue({ code: "custom", message: `The column ${error instanceof Error ? error.message : error}` });
    }
  })
  .transform((type) => type as PgType);

const OnType = z.strictObject({
  type: z.string().min(1).max(200),
  /** A CEL expression for each column that an event of the type changes; the other columns keep their value. */
  set: z.record(z.string(), Expression),
  /** When it is true, the row is deleted, and nothing set. */
  deleteWhen: Expression.optional(),
});

const OnError = z.strictObject({
  policy: z.enum(["park", "skip", "stop"]),
  attempts: z.int().min(1).max(20),
});

/** A projection as an operator writes it: a keyed fold whose expressions are CEL. */
export const ConsoleDefinitionSchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9_-]{0,39}$/, "Lower-case letters, digits, - and _, beginning with a letter; at most 40."),
    description: z.string().trim().max(500).default(""),
    /** Text or a list of texts: the row or rows that an event changes; null or an empty list: none. */
    key: Expression.min(1, "Say which row an event changes.").default(STREAM_KEY),
    keyColumn: ColumnName.default("key"),
    columns: z.array(z.strictObject({ name: ColumnName, type: ColumnType })).max(100),
    indexes: z.array(z.array(z.string()).min(1).max(8)).max(20).default([]),
    partitions: z.int().min(1).max(1024).default(16),
    onError: OnError.default({ policy: "park", attempts: 3 }),
    on: z.array(OnType).max(100),
  })
  .superRefine(({ columns, keyColumn, indexes, on }, context) => {
    const issue = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: "custom", message, path });
    const names = columns.map(({ name }) => name);
    columns.forEach(({ name }, index) => {
      if (name === keyColumn) issue("The key's column has this name.", "columns", index, "name");
      else if (names.indexOf(name) < index) issue("Another column has this name.", "columns", index, "name");
    });
    indexes.forEach((index, place) => {
      const unknown = index.find((column) => !names.includes(column));
      if (unknown !== undefined) issue(`"${unknown}" is no column.`, "indexes", place);
    });
    on.forEach(({ type, set }, index) => {
      if (on.findIndex((other) => other.type === type) < index) issue("This type is there already.", "on", index);
      const unknown = Object.keys(set).find((column) => !names.includes(column));
      if (unknown !== undefined) issue(`"${unknown}" is no column.`, "on", index, "set", unknown);
    });
  });

export type ConsoleDefinition = z.infer<typeof ConsoleDefinitionSchema>;
/** The same with everything left out that has a default. */
export type ConsoleDefinitionInput = z.input<typeof ConsoleDefinitionSchema>;
