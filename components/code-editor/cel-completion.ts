import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";
import type { CelFunction, CelFunctionGroup } from "./cel-functions";
import type { CelName } from "./cel-names";

/** What completion knows beyond CodeMirror's own fields: how often the name occurs. */
export interface CelCompletion extends Completion {
  readonly presence?: number | null;
}

const PATH = /[A-Za-z_]\w*(\.\w*|\["[^"]*("\]?)?|\[\d*\]?)*$/;
const MEMBER = /\.\w*$/;

/** Completes the names that occur, functions, and what goes after a dot; nothing inside a text. */
export function celCompletion(
  names: () => readonly CelName[],
  functions: readonly CelFunctionGroup[],
): CompletionSource {
  const all = functions.flatMap((group) => group.functions);
  const free = all.filter(({ inserts }) => /^\w+\(\)$/.test(inserts)).map(functionCompletion);
  const members = all.filter(({ inserts }) => inserts.startsWith(".")).map(functionCompletion);
  return (context) => complete(context, names().map(nameCompletion), free, members);
}

function complete(
  context: CompletionContext,
  names: readonly CelCompletion[],
  free: readonly CelCompletion[],
  members: readonly CelCompletion[],
): CompletionResult | null {
  if (syntaxTree(context.state).resolveInner(context.pos, -1).name === "string") return null;
  const word = context.matchBefore(PATH);
  const typed = word?.text ?? "";
  const begins = names.some(({ label }) => label !== typed && label.toLowerCase().includes(typed.toLowerCase()));
  if (word !== null && (begins || !typed.includes("."))) {
    return { from: word.from, options: [...names, ...free], validFor: PATH };
  }
  const member = context.matchBefore(MEMBER);
  if (member !== null) return { from: member.from, options: [...members], validFor: MEMBER };
  return context.explicit ? { from: context.pos, options: [...names, ...free], validFor: PATH } : null;
}

function nameCompletion({ name, kind, presence }: CelName): CelCompletion {
  return { label: name, type: "property", detail: kind, presence, boost: 10 + (presence ?? 0.5) * 10 };
}

function functionCompletion({ shown, says, inserts, caret }: CelFunction): CelCompletion {
  const apply = (view: EditorView, _: Completion, from: number, to: number) =>
    view.dispatch({
      changes: { from, to, insert: inserts },
      selection: { anchor: from + caret },
      userEvent: "input.complete",
    });
  return {
    label: inserts.startsWith(".") ? inserts : shown,
    displayLabel: shown,
    type: "function",
    detail: says,
    apply,
  };
}
