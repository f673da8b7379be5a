"use client";
import { Button } from "@mantine/core";
import { type ReactNode, useMemo, useState } from "react";
import { formatCount } from "@/lib/format/number";
import { type PayloadLine, payloadLines } from "@/lib/format/payload-lines";
import classes from "./json.module.css";
import { LongText } from "./long-text";

const FIRST_LINES = 500;
const MORE_LINES = 2_000;

export interface JsonMark {
  readonly tone: "changed" | "added" | "removed" | "danger";
  /** Words at the right of the line: "from amount · v2". */
  readonly note?: ReactNode;
}

interface JsonProps {
  /** The payload exactly as it is stored; no digit is touched. */
  readonly text: string;
  /** Names it: "Data of event 14". */
  readonly label: string;
  /** Marked lines, by the JSON Pointer of their value: "/lines/0/sku". */
  readonly marks?: Readonly<Record<string, JsonMark>>;
}

/** A payload, read-only: laid out over numbered lines, or as raw text with a word when it is no JSON. */
export function Json({ text, label, marks = {} }: JsonProps) {
  const [length, setLength] = useState(FIRST_LINES);
  const lines = useMemo(() => payloadLines(text), [text]);
  if (lines === null) return <Undecodable text={text} label={label} />;
  const shown = lines.slice(0, length);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
    <section className={classes.json} aria-label={label} tabIndex={0}>
      <ol className={classes.lines}>
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number; the text of one payload never changes.
          <Line key={index} line={line} number={index + 1} mark={opensOrStands(line) ? marks[line.path] : undefined} />
        ))}
      </ol>
      {shown.length < lines.length && (
        <Button variant="subtle" onClick={() => setLength(length + MORE_LINES)} className={classes.more ?? ""}>
          Show {formatCount(Math.min(MORE_LINES, lines.length - length))} more of {formatCount(lines.length)} lines
        </Button>
      )}
    </section>
  );
}

function Line({
  line,
  number,
  mark,
}: {
  readonly line: PayloadLine;
  readonly number: number;
  readonly mark: JsonMark | undefined;
}) {
  return (
    <li className={classes.line} data-tone={mark?.tone}>
      <span className={classes.number} aria-hidden="true">
        {number}
      </span>
      <code className={classes.code} style={{ paddingLeft: Math.min(line.depth, 40) * 14 }}>
        {line.tokens.map((token, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the line.
          <span key={index} data-kind={token.kind}>
            <LongText text={token.text} />
          </span>
        ))}
      </code>
      {mark?.note !== undefined && <span className={classes.note}>{mark.note}</span>}
    </li>
  );
}

function Undecodable({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <section className={classes.json} aria-label={label}>
      <p className={classes.reason}>This is no JSON; it is shown as it is stored.</p>
      <pre className={classes.raw}>
        <LongText text={text} />
      </pre>
    </section>
  );
}

function opensOrStands(line: PayloadLine): boolean {
  const first = line.tokens[0]?.text;
  return first !== "}" && first !== "]";
}
