import { z } from "zod";
import { MAX_EXPRESSION_LENGTH } from "../../evolution/cel/parse";
import { problemWithPath } from "../../evolution/path";
import { isLossless } from "../../json";

const Expression = z.string().trim().max(MAX_EXPRESSION_LENGTH);

const Path = z
  .string()
  .trim()
  .max(500)
  .superRefine((path, context) => {
    const problem = problemWithPath(path);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

/** Within an item of a list; empty: the item itself. */
const Member = z
  .string()
  .trim()
  .max(500)
  .superRefine((path, context) => {
    const problem = path === "" ? undefined : problemWithPath(path);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

/** The change is made only where this is true; left out: always. */
const When = { when: Expression.optional() };

/** Those items of a list whose member equals what an expression says. */
const Where = z.strictObject({ member: Member, equals: Expression });

const Change = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("set"), path: Path, expression: Expression, ...When }),
  z.strictObject({ op: z.literal("remove"), path: Path, ...When }),
  /** At the end of a list, which is made where there is none. */
  z.strictObject({ op: z.literal("add"), path: Path, expression: Expression, ...When }),
  /** In the items of a list; `otherwise` is added to it where there is no such item. */
  z.strictObject({
    op: z.literal("change"),
    path: Path,
    where: Where,
    set: z.array(z.strictObject({ path: Member, expression: Expression })).max(50),
    otherwise: Expression.optional(),
    ...When,
  }),
  /** Takes items out of a list. */
  z.strictObject({ op: z.literal("take"), path: Path, where: Where, ...When }),
]);

/** One thing that an event does to the state. */
export type ReducerChange = z.infer<typeof Change>;

const OnType = z.strictObject({
  type: z.string().trim().min(1).max(256),
  /** Events for which it is not true change nothing. */
  when: Expression.optional(),
  changes: z.array(Change).max(100),
});

const Initial = z
  .unknown()
  .refine(isObject, "The initial state is an object.")
  .transform((initial) => initial as Readonly<Record<string, unknown>>)
  .default({});

/** A reducer as an operator writes it: for each event type, what it changes in the state. */
export const ConsoleReducerSchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9_-]{0,39}$/, "Lower-case letters, digits, - and _, beginning with a letter; at most 40."),
    category: z
      .string()
      .trim()
      .min(1, "Choose the category whose streams it folds.")
      .max(200)
      .regex(/^[^-]*$/, "A category ends before the first - of a stream's name.")
      .refine((category) => !category.startsWith("$"), "Streams of the system have no reducers."),
    description: z.string().trim().max(500).default(""),
    /** The state before the first event. */
    initial: Initial,
    on: z.array(OnType).max(100),
    /** What becomes of other types: nothing, or their fields are laid over the state. */
    otherwise: z.enum(["ignore", "merge"]).default("ignore"),
    /** Keep a snapshot whenever this many events were folded. */
    snapshotEvery: z.int().min(10).max(1_000_000).default(500),
  })
  .superRefine(({ on }, context) => {
    on.forEach(({ type }, index) => {
      if (on.findIndex((other) => other.type === type) === index) return;
      context.addIssue({ code: "custom", message: "This type is there already.", path: ["on", index, "type"] });
    });
  });

export type ConsoleReducerDefinition = z.infer<typeof ConsoleReducerSchema>;
/** The same with everything left out that has a default. */
export type ConsoleReducerInput = z.input<typeof ConsoleReducerSchema>;

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLossless(value);
}
