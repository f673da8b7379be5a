"use client";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { CSSProperties, Ref } from "react";
import { LongText } from "@/components/layout/long-text";
import { ShownText } from "@/components/layout/shown-text";
import type { JsonLine } from "@/lib/format/json-lines";
import { formatCount } from "@/lib/format/number";
import classes from "./json-view.module.css";

interface JsonLineRowProps {
  readonly line: JsonLine;
  readonly number: number;
  readonly mark: string | undefined;
  readonly onToggle: (path: string) => void;
  /** The search has hit it; "now": it is the one that is looked at. */
  readonly hit?: "some" | "now" | undefined;
  readonly style?: CSSProperties;
  readonly ref?: Ref<HTMLLIElement>;
}

/** Deeper lines are told their depth: further indentation would leave no room for them. */
const MAX_INDENT = 12;

/** A line of JSON with its number; one that opens something folds it. */
export function JsonLineRow({ line, number, mark, onToggle, hit, style, ref }: JsonLineRowProps) {
  const { path, holds, folded, indent } = line;
  const Chevron = folded ? IconChevronRight : IconChevronDown;
  return (
    <li
      ref={ref}
      data-index={number - 1}
      className={classes.line}
      style={style}
      data-marked={mark !== undefined || undefined}
      data-hit={hit}
    >
      <span className={classes.count} aria-hidden="true">
        {formatCount(number)}
      </span>
      <code className={classes.code} style={{ paddingLeft: `${Math.min(indent, MAX_INDENT) * 2}ch` }}>
        {indent > MAX_INDENT && (
          <span className={classes.depth} title={`${indent} levels deep`}>
            {indent}
          </span>
        )}
        {holds !== null && path !== null && (
          <button
            type="button"
            className={classes.fold}
            aria-expanded={!folded}
            aria-label={`${folded ? "Unfold" : "Fold"} ${line.key === "" ? "it" : line.key.slice(0, -2)}`}
            onClick={() => onToggle(path)}
          >
            <Chevron size={12} aria-hidden="true" />
          </button>
        )}
        <span className={classes.key}>
          <ShownText text={line.key} />
        </span>
        <span className={classes[line.kind]}>
          <LongText text={line.text} />
        </span>
        {line.comma && ","}
        {folded && holds !== null && <span className={classes.holds}> {formatCount(holds)} inside</span>}
      </code>
      {mark !== undefined && <span className={classes.mark}>{mark}</span>}
    </li>
  );
}
