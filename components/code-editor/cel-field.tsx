"use client";
import { CodeEditor } from "@/components/code-editor/code-editor";
import { useInsertTarget } from "@/components/code-editor/insert-target";
import type { CodeMark } from "./code-mark";
import { useNames } from "./names-in-scope";

interface CelFieldProps {
  readonly label: string;
  readonly value: string;
  readonly problems: readonly CodeMark[];
  /** The event type that it is on; none where it is on no certain one. */
  readonly type?: string;
  readonly placeholder?: string;
  readonly readOnly?: boolean;
  readonly onChange: (value: string) => void;
}

/** An expression of a definition: the reference puts names into the one that was written in last. */
export function CelField({ problems, type, ...field }: CelFieldProps) {
  const target = useInsertTarget();
  return <CodeEditor {...field} language="cel" names={useNames(type)} marks={problems} onEnter={target.set} />;
}
