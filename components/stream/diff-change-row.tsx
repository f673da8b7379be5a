"use client";
import type { DiffChange } from "@/lib/api/stream-diff";
import classes from "./diff-pane.module.css";
import { changedPart } from "./diff-rows";
import { SetByEvent } from "./set-by-event";

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

/** One difference: its path, the old and the new value, and the event that made it. */
export function DiffChangeRow({
  change,
  onGoTo,
}: {
  readonly change: DiffChange;
  readonly onGoTo: (version: number) => void;
}) {
  const { path, kind, before, after, setBy } = change;
  const part = before === null || after === null ? null : changedPart(before, after);
  return (
    <tr data-kind={kind}>
      <td>
        <span className={classes.sign} role="img" aria-label={kind}>
          {SIGNS[kind]}
        </span>
        <span className="mono">{path === "" ? "the whole state" : path}</span>
      </td>
      <Value text={before} part={part} side="before" />
      <Value text={after} part={part} side="after" />
      <td className={classes.setBy}>
        <SetByEvent setBy={setBy} onGoTo={onGoTo} />
      </td>
    </tr>
  );
}

interface ValueProps {
  readonly text: string | null;
  readonly part: { readonly start: number; readonly end: number } | null;
  readonly side: "before" | "after";
}

function Value({ text, part, side }: ValueProps) {
  if (text === null) return <td className={classes.absent} aria-label="none" />;
  // Marking a part helps in long text; a short value is read faster as a whole.
  const isText = part !== null && text.startsWith('"') && part.start + part.end > 2;
  return (
    <td className={`mono ${classes.value}`} data-side={side}>
      {isText ? (
        <>
          {text.slice(0, part.start)}
          <span className={classes.strong}>{text.slice(part.start, text.length - part.end)}</span>
          {text.slice(text.length - part.end)}
        </>
      ) : (
        text
      )}
    </td>
  );
}
