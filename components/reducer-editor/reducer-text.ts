import { parse } from "lossless-json";
import type { z } from "zod";
import type { CodeMark } from "@/components/code-editor/code-mark";
import { jsonPlace } from "@/components/code-editor/json-place";
import { jsonProblem } from "@/components/code-editor/json-problem";
import { ReducerBody, type ReducerProblem } from "@/lib/api/reducers";
import { type ReducerForm, toForm } from "./reducer-form";

export type ReadText =
  | { readonly ok: true; readonly form: ReducerForm }
  /** Why the text is no definition, each mistake at its place. */
  | { readonly ok: false; readonly marks: readonly CodeMark[] };

/** The definition that a text says, as the form holds it. */
export function readReducerText(written: string): ReadText {
  const broken = jsonProblem(written, true);
  if (broken !== null) return { ok: false, marks: [broken] };
  // Its places are those of the text; the digits of the initial state are taken from the other one.
  const parsed = ReducerBody.safeParse(JSON.parse(written));
  if (!parsed.success) return { ok: false, marks: parsed.error.issues.map((issue) => markOf(issue, written)) };
  const { initial } = parse(written) as Pick<ReducerBody, "initial">;
  return { ok: true, form: toForm({ ...parsed.data, ...(initial === undefined ? {} : { initial }) }) };
}

function markOf(issue: z.core.$ZodIssue, written: string): CodeMark {
  const place = jsonPlace(written, issue.path.map(String)) ?? { from: 0, to: written.length };
  const field = issue.path.at(-1);
  const message =
    issue.code === "invalid_union" && field === "op"
      ? "There is no change of this name: set, remove, add, change, take."
      : `${typeof field === "string" ? `"${field}": ` : ""}${issue.message}`;
  return { severity: "error", ...place, message };
}

/** What a check found, at the places of a definition that is shown as text. */
export function textMarks(written: string, problems: readonly ReducerProblem[]): CodeMark[] {
  return problems.map(({ path, severity, message }) => {
    const place = jsonPlace(written, path.split(".")) ?? { from: 0, to: 1 };
    return { severity, ...place, message };
  });
}
