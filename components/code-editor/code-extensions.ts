import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, tooltips } from "@codemirror/view";
import { formatPercent } from "@/lib/format/number";
import { type CelCompletion, celCompletion } from "./cel-completion";
import type { CelFunctionGroup } from "./cel-functions";
import { celLanguage } from "./cel-language";
import type { CelName } from "./cel-names";
import { codeTheme } from "./code-theme";

interface CodeSetup {
  readonly language: "json" | "cel";
  readonly numbered: boolean;
  readonly names: () => readonly CelName[];
  readonly functions: readonly CelFunctionGroup[];
}

/** What an editor of a language is made of, save what changes while it is open. */
export function codeExtensions({ language, numbered, names, functions }: CodeSetup): Extension[] {
  const completes = autocompletion({
    ...(language === "cel" ? { override: [celCompletion(names, functions)] } : {}),
    icons: false,
    addToOptions: [{ render: renderPresence, position: 90 }],
  });
  // In JSON, Tab indents, and Escape then Tab leaves; an expression leaves Tab to the page.
  const keys = [...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap];
  return [
    codeTheme,
    history(),
    closeBrackets(),
    bracketMatching(),
    completes,
    EditorView.lineWrapping,
    // Beside the page, where no frame cuts off a list of completions.
    tooltips({ parent: document.body }),
    language === "json" ? json() : celLanguage,
    keymap.of(language === "json" ? [...keys, indentWithTab] : keys),
    ...(numbered ? [lineNumbers()] : []),
  ];
}

function renderPresence({ presence }: CelCompletion): Node | null {
  if (presence === null || presence === undefined) return null;
  const place = document.createElement("span");
  place.className = "cm-presence";
  place.textContent = presence === 1 ? "in all" : `in ${formatPercent(presence, presence > 0.9 ? 2 : 1)}`;
  if (presence > 0.5 && presence < 1) place.dataset.some = "";
  return place;
}
