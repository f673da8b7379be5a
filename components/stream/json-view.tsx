"use client";
import { useMemo, useState } from "react";
import { LongText } from "@/components/layout/long-text";
import { jsonLines } from "@/lib/format/json-lines";
import { parseForReading } from "@/lib/format/json-tree";
import { JsonLineRow } from "./json-line-row";
import classes from "./json-view.module.css";
import { LongJson } from "./long-json";

interface JsonViewProps {
  /** JSON text; shown as it is when it cannot be read. */
  readonly text: string;
  /** Lines to mark, by path, with a word at their right. */
  readonly marks?: ReadonlyMap<string, string>;
  readonly label: string;
  /** Fills its container, which does not scroll itself. */
  readonly fills?: boolean;
}

/** From so many lines on, only those in sight are drawn, and the text can be searched. */
const LONG = 300;

const NO_MARKS: ReadonlyMap<string, string> = new Map();
const NOTHING: ReadonlySet<string> = new Set();

/** JSON with line numbers, digit for digit; what holds others folds. */
export function JsonView({ text, marks = NO_MARKS, label, fills = false }: JsonViewProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const value = useMemo(() => parseForReading(text), [text]);
  const all = useMemo(() => linesOf(value, NOTHING), [value]);
  const lines = useMemo(() => (folded.size === 0 ? all : linesOf(value, folded)), [all, value, folded]);
  if (all === null || lines === null) {
    return (
      <figure aria-label={label} className={fills ? classes.filled : undefined}>
        <pre className={classes.raw}>
          <LongText text={text} />
        </pre>
      </figure>
    );
  }
  const toggle = (path: string) => {
    const next = new Set(folded);
    if (!next.delete(path)) next.add(path);
    setFolded(next);
  };
  if (all.length > LONG) return <LongJson lines={lines} marks={marks} label={label} fills={fills} onToggle={toggle} />;
  return (
    <ol className={`${classes.lines} ${fills ? classes.filled : ""}`} aria-label={label}>
      {lines.map((line, index) => (
        <JsonLineRow
          key={line.path ?? index}
          line={line}
          number={index + 1}
          mark={line.path === null ? undefined : marks.get(line.path)}
          onToggle={toggle}
        />
      ))}
    </ol>
  );
}

/** Null when there is no value, or one that is nested deeper than can be laid out. */
function linesOf(value: unknown, folded: ReadonlySet<string>) {
  if (value === undefined) return null;
  try {
    return jsonLines(value, folded);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
