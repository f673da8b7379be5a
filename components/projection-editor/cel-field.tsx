"use client";
import { type ReactNode, useId, useRef } from "react";
import type { ConsoleProblem } from "@/lib/api/console-projections";
import classes from "./cel-field.module.css";
import { type Inserter, useInsertTarget } from "./insert-target";
import { markedParts } from "./marked-parts";

interface CelFieldProps {
  readonly label: string;
  readonly value: string;
  readonly problems: readonly ConsoleProblem[];
  readonly placeholder?: string;
  readonly readOnly?: boolean;
  readonly onChange: (value: string) => void;
}

/** A CEL expression that grows with its text; what is wrong with it is underlined in its place and said below. */
export function CelField({ label, value, problems, placeholder = "", readOnly = false, onChange }: CelFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const target = useInsertTarget();
  const insert: Inserter = (text, caret) => {
    const element = field.current;
    if (element === null) return;
    const { selectionStart, selectionEnd, value: present } = element;
    onChange(present.slice(0, selectionStart) + text + present.slice(selectionEnd));
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(selectionStart + caret, selectionStart + caret);
    });
  };
  const [first] = problems;
  return (
    <div className={classes.field} data-invalid={first?.severity}>
      <div className={classes.box}>
        {/* Drawn behind the text: the same words in the same places, of which only the marks are seen. */}
        <pre className={classes.marks} aria-hidden="true">
          {markedParts(value, problems).map(({ text, tone, from }) =>
            tone === null ? (
              <span key={from}>{text}</span>
            ) : (
              <span key={from} data-tone={tone}>
                {text}
              </span>
            ),
          )}{" "}
        </pre>
        <textarea
          ref={field}
          className={classes.text}
          aria-label={label}
          aria-invalid={first?.severity === "error" || undefined}
          aria-describedby={first === undefined ? undefined : id}
          rows={1}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          readOnly={readOnly}
          onFocus={() => target.set(insert)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      {first !== undefined && (
        <ul id={id} className={classes.problems}>
          {problems.map((problem) => (
            <li key={`${problem.from} ${problem.message}`} data-tone={problem.severity}>
              {problem.message} <Place problem={problem} length={value.length} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Place({ problem, length }: { readonly problem: ConsoleProblem; readonly length: number }): ReactNode {
  const { from, to } = problem;
  if (from === 0 && to >= length) return null;
  return <span className="hint">character {from + 1}</span>;
}
