"use client";
import { CodeEditor } from "@/components/code-editor/code-editor";
import { useInsertTarget } from "@/components/code-editor/insert-target";
import type { ConsoleProblem } from "@/lib/api/console-projections";
import { useNames } from "./names-in-scope";

interface CelFieldProps {
  readonly label: string;
  readonly value: string;
  readonly problems: readonly ConsoleProblem[];
  /** The event type that it is on; none for the key. */
  readonly type?: string;
  readonly placeholder?: string;
  readonly readOnly?: boolean;
  readonly onChange: (value: string) => void;
}

/** An expression of the projection: the reference puts names into the one that was written in last. */
export function CelField({ problems, type, ...field }: CelFieldProps) {
  const target = useInsertTarget();
  return <CodeEditor {...field} language="cel" names={useNames(type)} marks={problems} onEnter={target.set} />;
}
