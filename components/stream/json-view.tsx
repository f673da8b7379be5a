import { type JsonLine, jsonLines } from "@/lib/format/json-lines";
import { parseForReading } from "@/lib/format/json-tree";
import classes from "./json-view.module.css";

interface JsonViewProps {
  /** JSON text; shown as it is when it cannot be read. */
  readonly text: string;
  /** Lines to mark, by path, with a word at their right. */
  readonly marks?: ReadonlyMap<string, string>;
  readonly label: string;
}

/** JSON with line numbers, digit for digit. */
export function JsonView({ text, marks = new Map(), label }: JsonViewProps) {
  const value = parseForReading(text);
  if (value === undefined) {
    return (
      <figure aria-label={label}>
        <pre className={classes.raw}>{text}</pre>
      </figure>
    );
  }
  return (
    <ol className={classes.lines} aria-label={label}>
      {jsonLines(value).map((line, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name, and lines do not move.
          key={index}
          line={line}
          number={index + 1}
          mark={line.path === null ? undefined : marks.get(line.path)}
        />
      ))}
    </ol>
  );
}

function Line({
  line,
  number,
  mark,
}: {
  readonly line: JsonLine;
  readonly number: number;
  readonly mark: string | undefined;
}) {
  return (
    <li className={classes.line} data-marked={mark !== undefined || undefined}>
      <span className={classes.count} aria-hidden="true">
        {number}
      </span>
      <code className={classes.code} style={{ paddingLeft: `${line.indent * 2}ch` }}>
        <span className={classes.key}>{line.key}</span>
        <span className={classes[line.kind]}>{line.text}</span>
        {line.comma && ","}
      </code>
      {mark !== undefined && <span className={classes.mark}>{mark}</span>}
    </li>
  );
}
