"use client";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useMemo } from "react";
import { EVENT_NAMES } from "@/components/code-editor/cel-names";
import { CodeEditor } from "@/components/code-editor/code-editor";
import type { CodeMark } from "@/components/code-editor/code-mark";
import { stateNamesQuery } from "@/lib/api/bisections-queries";
import classes from "./condition-field.module.css";

/** Why a text is no condition, and where. */
export interface ConditionProblem {
  readonly message: string;
  readonly from: number | null;
  readonly to: number | null;
}

interface ConditionFieldProps {
  readonly category: string;
  readonly reducer?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** On Enter; Shift Enter begins a line. */
  readonly onSubmit: () => void;
  readonly problem?: ConditionProblem | null;
  /** Whether the problem is also said below the field; where it is not, somebody else says it. */
  readonly saysProblem?: boolean;
  readonly autoFocus?: boolean;
}

/** A condition on a state in CEL, completed with the paths that occur in the category's states. */
export function ConditionField({ category, reducer, value, onSubmit, problem = null, ...props }: ConditionFieldProps) {
  const { data } = useQuery(stateNamesQuery(category, reducer));
  const names = useMemo(() => [...(data?.names ?? []), ...EVENT_NAMES], [data]);
  const marks = useMemo<readonly CodeMark[]>(
    () => (problem === null ? [] : [markOf(problem, value)]),
    [problem, value],
  );
  const submit = (event: KeyboardEvent<HTMLDivElement>) => {
    const completes = document.querySelector(".cm-tooltip-autocomplete") !== null;
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || completes) return;
    event.preventDefault();
    event.stopPropagation();
    onSubmit();
  };
  return (
    <div className={classes.field} onKeyDownCapture={submit}>
      <CodeEditor
        label="Condition on the state"
        language="cel"
        value={value}
        onChange={props.onChange}
        names={names}
        marks={marks}
        saysMarks={props.saysProblem ?? true}
        autoFocus={props.autoFocus ?? false}
        maxLines={6}
        placeholder="state.outstanding < 0.0"
      />
    </div>
  );
}

function markOf(problem: ConditionProblem, text: string): CodeMark {
  const { message, from, to } = problem;
  // The mark says its place itself.
  return { severity: "error", message: message.replace(PLACE, ""), from: from ?? 0, to: to ?? text.length };
}

const PLACE = / \(at character \d+\)$/;
