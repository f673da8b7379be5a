import { ShownText } from "@/components/layout/shown-text";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./highlight.module.css";

/** A stream id with its category in grey and every place that `search` hits marked. */
export function StreamIdText({ streamId, search = "" }: { readonly streamId: string; readonly search?: string }) {
  const categoryEnd = streamId.indexOf("-") + 1;
  return (
    <span className={`mono ${classes.id}`} title={visibleText(streamId)}>
      {piecesOf(streamId, search).map(({ at, text, hit }) =>
        hit ? (
          <mark key={at}>
            <ShownText text={text} />
          </mark>
        ) : (
          <span key={at}>
            <span className={classes.category}>
              <ShownText text={text.slice(0, Math.max(0, categoryEnd - at))} />
            </span>
            <ShownText text={text.slice(Math.max(0, categoryEnd - at))} />
          </span>
        ),
      )}
    </span>
  );
}

interface Piece {
  readonly at: number;
  readonly text: string;
  readonly hit: boolean;
}

/** `text` cut at the places where `search` stands in it, in any case. */
export function piecesOf(text: string, search: string): Piece[] {
  if (search === "") return [{ at: 0, text, hit: false }];
  const pattern = new RegExp(search.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"), "giu");
  const pieces: Piece[] = [];
  let end = 0;
  for (const { index, 0: found } of text.matchAll(pattern)) {
    if (index > end) pieces.push({ at: end, text: text.slice(end, index), hit: false });
    pieces.push({ at: index, text: found, hit: true });
    end = index + found.length;
  }
  if (end < text.length) pieces.push({ at: end, text: text.slice(end), hit: false });
  return pieces;
}
