"use client";
import code from "@/components/layout/code-line.module.css";
import { type DiffLine, type SideBySide, sideBySide } from "./line-diff";
import classes from "./sides.module.css";

interface SidesProps {
  readonly before: string;
  readonly beforeLabel: string;
  /** `null`: there is nothing. */
  readonly after: string | null;
  readonly afterLabel: string;
}

/** Two payloads beside each other, with the lines that differ marked. */
export function Sides({ before, beforeLabel, after, afterLabel }: SidesProps) {
  const rows = (after === null ? before.split("\n").map(alone) : sideBySide(before, after)).map((row, index) => ({
    ...row,
    line: index + 1,
  }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
    <section className={classes.sides} tabIndex={0} aria-label="Before and after">
      <div>
        <p className={classes.side}>
          Before, <b>{beforeLabel}</b>
        </p>
        {rows.map((row) => (
          <Line key={row.line} line={row.before} side="removed" />
        ))}
      </div>
      <div>
        <p className={classes.side}>
          After, <b>{afterLabel}</b>
        </p>
        {after !== null && rows.map((row) => <Line key={row.line} line={row.after} side="added" />)}
      </div>
    </section>
  );
}

function Line({ line, side }: { readonly line: DiffLine; readonly side: "added" | "removed" }) {
  return (
    <pre className={`${code.line} ${classes.code}`} data-kind={line.kind === "changed" ? side : line.kind}>
      {line.text === "" ? " " : <Coloured text={line.text} />}
    </pre>
  );
}

const VALUE = /^(\s*"(?:[^"\\]|\\.)*":)?(\s*)(-?\d[^,]*|true|false|null)(,?)$/;

/** Numbers and literals in the accent, names of fields in grey, as everywhere in the console. */
function Coloured({ text }: { readonly text: string }) {
  const value = VALUE.exec(text);
  if (value !== null) {
    const [, name = "", space = "", literal = "", comma = ""] = value;
    return (
      <>
        <span className={classes.name}>{name}</span>
        {space}
        <span className={classes.literal}>{literal}</span>
        {comma}
      </>
    );
  }
  const field = /^\s*"(?:[^"\\]|\\.)*":/.exec(text)?.[0] ?? "";
  return (
    <>
      <span className={classes.name}>{field}</span>
      {text.slice(field.length)}
    </>
  );
}

function alone(text: string): SideBySide {
  return { before: { text, kind: "same" }, after: { text: "", kind: "none" } };
}
