"use client";
import { useMemo } from "react";
import { UPCASTER_FUNCTIONS } from "@/components/code-editor/cel-functions";
import { CodeEditor } from "@/components/code-editor/code-editor";
import { useInsertTarget } from "@/components/code-editor/insert-target";
import { marksOn, namesIn, type OperationScope } from "./operation-scope";

interface ExpressionFieldProps {
  readonly label: string;
  readonly field: "expression" | "when";
  readonly value: string;
  readonly placeholder: string;
  readonly around: OperationScope;
  readonly readOnly: boolean;
  readonly onChange: (value: string) => void;
}

/** A CEL expression of an operation: what it can name there, and what is wrong with it. */
export function ExpressionField({ around, field, ...rest }: ExpressionFieldProps) {
  const target = useInsertTarget();
  const names = useMemo(() => namesIn(around.scope), [around.scope]);
  return (
    <CodeEditor
      {...rest}
      language="cel"
      names={names}
      functions={UPCASTER_FUNCTIONS}
      marks={marksOn(around, field, rest.value)}
      onEnter={target.set}
    />
  );
}
