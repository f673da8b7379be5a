import { diffChars, diffWordsWithSpace } from "diff";

/** A piece of two texts: of both, or of one of them. */
export interface TextPart {
  readonly side: "both" | "before" | "after";
  readonly text: string;
}

// Between them they bound the work on any two texts to some milliseconds.
const MOST_CHARACTERS = 4_000;
const MOST_EDITS = 400;
/** Shared pieces shorter than this between two changes are chance, and only make them harder to read. */
const SHORT = 3;

/**
 * What two texts share and what each has of its own, by character where they are short enough, else by word. Characters
 * are code points: none is cut in two. Null when too little is shared for the pieces to tell anything.
 */
export function diffText(before: string, after: string): TextPart[] | null {
  const { head, tail } = sharedEnds(before, after);
  const [one, other] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const isShort = one.length + other.length <= MOST_CHARACTERS;
  const bound = { maxEditLength: MOST_EDITS };
  const edits =
    one === "" || other === ""
      ? undefined
      : isShort
        ? diffChars(one, other, bound)
        : one.length + other.length <= 50 * MOST_CHARACTERS
          ? diffWordsWithSpace(one, other, bound)
          : undefined;
  const middle = edits?.map(
    ({ value, added, removed }): TextPart => ({
      side: added ? "after" : removed ? "before" : "both",
      text: value,
    }),
  ) ?? [
    { side: "before", text: one },
    { side: "after", text: other },
  ];
  const parts = tidied([
    { side: "both", text: before.slice(0, head) },
    ...middle,
    { side: "both", text: before.slice(before.length - tail) },
  ]);
  const isPart = head + tail > 0 && (head + tail) * 2 >= Math.min(before.length, after.length);
  return isPart || isTelling(parts, Math.max(before.length, after.length)) ? parts : null;
}

/** How many units two texts share at both ends, never half of a surrogate pair. */
function sharedEnds(before: string, after: string): { readonly head: number; readonly tail: number } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  if (head > 0 && isHigh(before.charCodeAt(head - 1))) head -= 1;
  let tail = 0;
  const at = (text: string, place: number) => text.charCodeAt(text.length - place);
  while (tail < shorter - head && at(before, tail + 1) === at(after, tail + 1)) tail += 1;
  if (tail > 0 && isLow(at(before, tail))) tail -= 1;
  return { head, tail };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** Joins neighbours: all that is removed before all that is added between two shared pieces worth showing. */
function tidied(parts: readonly TextPart[]): TextPart[] {
  const result: TextPart[] = [];
  let [gone, made] = ["", ""];
  const flush = () => {
    if (gone !== "") result.push({ side: "before", text: gone });
    if (made !== "") result.push({ side: "after", text: made });
    [gone, made] = ["", ""];
  };
  for (const [index, { side, text }] of parts.entries()) {
    if (text === "") continue;
    if (side === "before") gone += text;
    else if (side === "after") made += text;
    else {
      const isBetween = gone + made !== "" && parts.slice(index + 1).some((part) => part.side !== "both" && part.text);
      if (isBetween && text.length < SHORT && index > 0) {
        gone += text;
        made += text;
        continue;
      }
      flush();
      const last = result.at(-1);
      if (last?.side === "both") result[result.length - 1] = { side, text: last.text + text };
      else result.push({ side, text });
    }
  }
  flush();
  return result;
}

function isTelling(parts: readonly TextPart[], length: number): boolean {
  const shared = parts.reduce((sum, { side, text }) => (side === "both" ? sum + text.length : sum), 0);
  return shared * 2 >= length;
}
