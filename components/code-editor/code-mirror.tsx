"use client";
import { setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, placeholder as placeholderText } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { CEL_FUNCTIONS, type CelFunctionGroup } from "./cel-functions";
import type { CelName } from "./cel-names";
import classes from "./code-editor.module.css";
import { codeExtensions } from "./code-extensions";
import { type CodeMark, clampedMark } from "./code-mark";
import type { Inserter } from "./insert-target";

export interface CodeMirrorProps {
  /** Names the field for everybody who does not see it. */
  readonly label: string;
  readonly language: "json" | "cel";
  readonly value: string;
  readonly onChange?: (value: string) => void;
  readonly readOnly?: boolean;
  readonly marks?: readonly CodeMark[];
  /** What a CEL expression can name, for completion. */
  readonly names?: readonly CelName[];
  readonly functions?: readonly CelFunctionGroup[];
  readonly numbered?: boolean;
  readonly placeholder?: string;
  /** Takes the focus as soon as it is there. */
  readonly autoFocus?: boolean;
  /** The id of what says more about the field. */
  readonly describedBy?: string | undefined;
  /** Hears how to put text where the caret stands, whenever the field is entered. */
  readonly onEnter?: ((insert: Inserter) => void) | undefined;
}

/** The editor itself, without its frame; loaded when it is needed. */
export function CodeMirror(props: CodeMirrorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const config = useRef(new Compartment());
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  // Made once: CodeMirror keeps its own state, and the effects below tell it what changed.
  useEffect(() => {
    if (host.current === null) return;
    const { language, numbered = false, functions = CEL_FUNCTIONS, value } = latest.current;
    host.current.textContent = "";
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          codeExtensions({ language, numbered, functions, names: () => latest.current.names ?? [] }),
          config.current.of(changing(latest.current)),
          EditorView.updateListener.of((update) => {
            const text = update.state.doc.toString();
            if (update.docChanged && text !== latest.current.value) latest.current.onChange?.(text);
            if (update.focusChanged && update.view.hasFocus) latest.current.onEnter?.(inserterOf(update.view));
          }),
        ],
      }),
    });
    view.current = editor;
    if (latest.current.autoFocus === true) editor.focus();
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, []);
  const { value, marks } = props;
  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);
  const { label, readOnly, placeholder, describedBy } = props;
  const invalid = marks?.some(({ severity }) => severity === "error") ?? false;
  useEffect(() => {
    const facts = { label, readOnly: readOnly ?? false, placeholder: placeholder ?? "", describedBy, invalid };
    view.current?.dispatch({ effects: config.current.reconfigure(changingOf(facts)) });
  }, [label, readOnly, placeholder, describedBy, invalid]);
  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const clamped = (marks ?? []).map((mark) => clampedMark(mark, editor.state.doc.length));
    editor.dispatch(setDiagnostics(editor.state, clamped));
  }, [marks]);
  return (
    <div ref={host}>
      <pre className={classes.early}>{value === "" ? (placeholder ?? "") : value}</pre>
    </div>
  );
}

interface Changing {
  readonly label: string;
  readonly readOnly: boolean;
  readonly placeholder: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

function changing({ label, readOnly = false, placeholder = "", describedBy, marks = [] }: CodeMirrorProps): Extension {
  const invalid = marks.some(({ severity }) => severity === "error");
  return changingOf({ label, readOnly, placeholder, describedBy, invalid });
}

function changingOf({ label, readOnly, placeholder, describedBy, invalid }: Changing): Extension {
  return [
    EditorState.readOnly.of(readOnly),
    EditorView.editable.of(!readOnly),
    placeholderText(placeholder),
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-readonly": String(readOnly),
      "aria-invalid": String(invalid),
      ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
      ...(readOnly ? { tabindex: "0" } : {}),
      // Escape closes completion and frees Tab; a dialog around the editor must not close with it.
      "data-mantine-stop-propagation": "true",
    }),
  ];
}

function inserterOf(view: EditorView): Inserter {
  return (text, caret) => {
    if (view.state.readOnly || !view.dom.isConnected) return false;
    const { from, to } = view.state.selection.main;
    view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + caret }, userEvent: "input" });
    view.focus();
    return true;
  };
}
