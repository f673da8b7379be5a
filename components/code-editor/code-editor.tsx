"use client";
import { lazy, type ReactNode, Suspense, useId, useMemo } from "react";
import classes from "./code-editor.module.css";
import { type CodeMark, withFix } from "./code-mark";
import type { CodeMirrorProps } from "./code-mirror";
import { jsonProblem } from "./json-problem";

const CodeMirror = lazy(() => import("./code-mirror").then((module) => ({ default: module.CodeMirror })));

interface CodeEditorProps extends Omit<CodeMirrorProps, "describedBy"> {
  /** How many lines it grows to before it scrolls inside; 12 unless told. */
  readonly maxLines?: number;
  /** How many lines it has at least; 1 unless told. */
  readonly minLines?: number;
  /** Whether what is wrong is also said below; where it is not, somebody else says it. */
  readonly saysMarks?: boolean;
  /** Numbers of the JSON keep all their digits: long ones are no mistake. */
  readonly exactNumbers?: boolean;
}

/**
 * A field for JSON or a CEL expression: coloured, with completion, and what is wrong underlined in its place and said
 * below. JSON that cannot be parsed is marked by itself; everything else that is wrong comes as `marks`.
 */
export function CodeEditor({ maxLines = 12, minLines = 1, saysMarks = true, exactNumbers, ...props }: CodeEditorProps) {
  const { language, value, onChange, readOnly = false } = props;
  const id = useId();
  const marks = useMarks(language, value, exactNumbers === true, props.marks);
  const [worst] = marks.toSorted(bySeverity);
  const says = saysMarks && marks.length > 0;
  return (
    <div className={classes.field} data-invalid={worst?.severity} data-read-only={readOnly || undefined}>
      <div className={classes.box} style={{ "--min-lines": minLines, "--max-lines": maxLines } as React.CSSProperties}>
        <Suspense fallback={<pre className={classes.early}>{value === "" ? (props.placeholder ?? "") : value}</pre>}>
          <CodeMirror {...props} marks={marks} describedBy={says ? id : undefined} />
        </Suspense>
      </div>
      {says && (
        <ul id={id} className={classes.marks}>
          {marks.map((mark) => (
            <Said
              key={`${mark.from} ${mark.message}`}
              mark={mark}
              text={value}
              {...(readOnly || onChange === undefined ? {} : { onChange })}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

const NONE: readonly CodeMark[] = [];

function useMarks(
  language: "json" | "cel",
  value: string,
  exact: boolean,
  given: readonly CodeMark[] = NONE,
): readonly CodeMark[] {
  return useMemo(() => {
    const broken = language === "json" ? jsonProblem(value, exact) : null;
    return broken === null ? given : [broken];
  }, [language, value, exact, given]);
}

function bySeverity(left: CodeMark, right: CodeMark): number {
  return left.severity.localeCompare(right.severity);
}

interface SaidProps {
  readonly mark: CodeMark;
  readonly text: string;
  readonly onChange?: (value: string) => void;
}

function Said({ mark, text, onChange }: SaidProps): ReactNode {
  const { severity, message, fix, from, to } = mark;
  const whole = from === 0 && to >= text.length;
  return (
    <li className={classes.said} data-tone={severity}>
      <span>
        {message} {!whole && <span className="hint">{placeWords(text, from)}</span>}
      </span>
      {fix !== undefined && onChange !== undefined && (
        <button type="button" className={classes.fix} onClick={() => onChange(withFix(text, fix))}>
          Use it
        </button>
      )}
    </li>
  );
}

function placeWords(text: string, from: number): string {
  const before = text.slice(0, from);
  const column = from - before.lastIndexOf("\n");
  return text.includes("\n") ? `line ${before.split("\n").length}, character ${column}` : `character ${column}`;
}
