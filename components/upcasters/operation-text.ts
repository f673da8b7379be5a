import { z } from "zod";
import type { CodeMark } from "@/components/code-editor/code-mark";
import { jsonPlace } from "@/components/code-editor/json-place";
import { jsonProblem } from "@/components/code-editor/json-problem";
import { CONVERT_TARGETS, fromOperation, type Operation, type OperationForm, toOperation } from "./operation-form";

const flag = z.boolean().optional();
const text = z.string();
const json = z.json();
const op = <Kind extends string>(kind: Kind) => z.literal(kind);

// Only what the form can show is looked at here; whether a path or an expression is one, the server says.
const DATA_OPERATIONS = [
  z.strictObject({ op: op("rename"), from: text, to: text, ifPresent: flag }),
  z.strictObject({ op: op("move"), from: text, to: text, ifPresent: flag }),
  z.strictObject({ op: op("remove"), path: text }),
  z.strictObject({ op: op("set"), path: text, value: json, ifMissing: flag }),
  z.strictObject({
    op: op("convert"),
    path: text,
    to: z.enum(CONVERT_TARGETS),
    decimals: z.number().optional(),
    ifPresent: flag,
  }),
  z.strictObject({
    op: op("mapValues"),
    path: text,
    values: z.array(z.strictObject({ from: json, to: json })),
    otherwise: z.union([z.enum(["fail", "keep"]), z.strictObject({ value: json })]).optional(),
  }),
  z.strictObject({ op: op("compute"), path: text, expression: text }),
] as const;

const SplitEvent = z.strictObject({
  type: text.optional(),
  schemaVersion: z.number().optional(),
  when: text.optional(),
  operations: z.array(z.discriminatedUnion("op", DATA_OPERATIONS)),
});

const Operations = z.array(
  z.discriminatedUnion("op", [
    ...DATA_OPERATIONS,
    z.strictObject({ op: op("renameType"), type: text }),
    z.strictObject({ op: op("split"), events: z.array(SplitEvent) }),
    z.strictObject({ op: op("drop"), when: text.optional() }),
  ]),
);

/** Operations as text: the list that is stored, as JSON. */
export function operationsText(operations: readonly OperationForm[]): string {
  return JSON.stringify(operations.map(toOperation), null, 2);
}

export type ReadText =
  | { readonly ok: true; readonly operations: readonly OperationForm[] }
  /** Why the text is no list of operations, each at its place. */
  | { readonly ok: false; readonly marks: readonly CodeMark[] };

/** The operations that a text says, as the form holds them. */
export function readOperationsText(written: string): ReadText {
  const broken = jsonProblem(written);
  if (broken !== null) return { ok: false, marks: [broken] };
  const parsed = Operations.safeParse(written.trim() === "" ? [] : JSON.parse(written));
  if (!parsed.success) return { ok: false, marks: parsed.error.issues.map((issue) => markOf(issue, written)) };
  const operations = parsed.data as readonly Operation[];
  return { ok: true, operations: operations.map((operation, index) => fromOperation(operation, `text-${index}`)) };
}

function markOf(issue: z.core.$ZodIssue, written: string): CodeMark {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  const place = jsonPlace(written, path.map(String)) ?? { from: 0, to: written.length };
  return { severity: "error", ...place, message: messageOf(issue) };
}

function messageOf(issue: z.core.$ZodIssue): string {
  const field = issue.path.at(-1);
  if (issue.code === "unrecognized_keys") return `An operation of this kind has no field "${issue.keys.join(", ")}".`;
  if (issue.code === "invalid_union" && field === "op") return "There is no operation of this name.";
  if (typeof field !== "string") return issue.message;
  return `"${field}": ${issue.message}`;
}
