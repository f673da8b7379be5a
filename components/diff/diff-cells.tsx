import type { TextPart } from "@/lib/format/diff/diff-text";
import type { DiffRowView } from "@/lib/format/diff/row-view";
import type { ValuePreview } from "@/lib/format/diff/value-preview";
import classes from "./diff-view.module.css";

type Side = "before" | "after";

/** One side of a row: its value, hatched where that side has none. */
export function SideCell({ row, side }: { readonly row: DiffRowView; readonly side: Side }) {
  const value = row[side];
  if (value === null) return <td className={classes.absent} data-side={side} aria-label="none" />;
  return (
    <td className={classes.value} data-side={side} data-tone={toneOf(row, side)} data-line={isLine(row)}>
      <Content row={row} side={side} value={value} />
    </td>
  );
}

/** Old and new in one cell. */
export function InlineCell({ row }: { readonly row: DiffRowView }) {
  const { before, after, parts, sign, paths } = row;
  if (sign === null || paths !== null) {
    const value = after ?? before;
    return (
      <td className={classes.value} data-tone={paths === null ? undefined : "moved"}>
        {paths !== null && (
          <>
            <bdi>{paths.before}</bdi> <span aria-hidden="true">→</span>{" "}
          </>
        )}
        {value !== null && <Content row={row} side="after" value={value} />}
      </td>
    );
  }
  if (parts !== null) {
    return (
      <td className={classes.value} data-tone="both">
        <bdi>
          {keyed(parts).map(({ key, side, text }) => (
            <Piece key={key} side={side} text={text} />
          ))}
        </bdi>
      </td>
    );
  }
  return (
    <td className={classes.value} data-tone="both" data-line={isLine(row)}>
      {before !== null && (
        <del>
          <bdi>{before.text}</bdi>
        </del>
      )}
      {before !== null && after !== null && " "}
      {after !== null && (
        <ins>
          <bdi>{after.text}</bdi>
        </ins>
      )}
    </td>
  );
}

/** A value that holds others is a line that ends where there is no more room; it unfolds. */
function isLine({ folded, before, after }: DiffRowView): true | undefined {
  return folded === true && (before ?? after)?.kind === "inside" ? true : undefined;
}

function toneOf({ sign, kind }: DiffRowView, side: Side): string | undefined {
  if (kind === "leaf" || sign === null) return undefined;
  return sign === "moved" || sign === "renamed" ? "moved" : side;
}

function Content({ row, side, value }: { row: DiffRowView; side: Side; value: ValuePreview }) {
  if (row.paths !== null) {
    return (
      <>
        <bdi>{row.paths[side]}</bdi>
        {side === "after" && <bdi className={classes.movedValue}>{value.text}</bdi>}
      </>
    );
  }
  if (row.parts === null) return <bdi>{value.text}</bdi>;
  return (
    <bdi>
      {keyed(row.parts)
        .filter((part) => part.side === "both" || part.side === side)
        .map(({ key, ...part }) => (
          <Piece key={key} {...part} />
        ))}
    </bdi>
  );
}

function Piece({ side, text }: TextPart) {
  if (side === "both") return text;
  return side === "before" ? <del>{text}</del> : <ins>{text}</ins>;
}

function keyed(parts: readonly TextPart[]): (TextPart & { readonly key: number })[] {
  let key = 0;
  return parts.map((part) => {
    key += part.text.length + 1;
    return { ...part, key };
  });
}
