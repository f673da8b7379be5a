/** A piece of a text as it can be shown: as it is, or written out where it would not be seen or would move others. */
export interface VisiblePart {
  /** What is shown. */
  readonly shown: string;
  /** What stands in the text. */
  readonly true: string;
  readonly written: boolean;
}

// Controls, formats (among them what turns the direction of writing), lone surrogates, separators of lines, everything
// without width, and marks heaped on marks. An emoji keeps what joins it.
const UNSEEN =
  /(?<=\p{Emoji})\ufe0f|(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic})|(?<unseen>[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=\p{Mn}{4})\p{Mn})/gu;

/** A text in pieces that can be shown, one after the other; their `true` texts together are the text. */
export function visibleParts(text: string): VisiblePart[] {
  const parts: VisiblePart[] = [];
  const add = (part: string, written: boolean) => {
    const last = parts.at(-1);
    const shown = written ? writtenOut(part) : part;
    if (last === undefined || last.written !== written) parts.push({ shown, true: part, written });
    else parts[parts.length - 1] = { shown: last.shown + shown, true: last.true + part, written };
  };
  let from = 0;
  for (const match of text.matchAll(UNSEEN)) {
    if (match.groups?.unseen === undefined) continue;
    if (match.index > from) add(text.slice(from, match.index), false);
    add(match[0], true);
    from = match.index + match[0].length;
  }
  if (from < text.length || parts.length === 0) add(text.slice(from), false);
  return parts;
}

/** A text in which nothing is unseen, for titles and names: what was is written out. */
export function visibleText(text: string): string {
  return visibleParts(text)
    .map(({ shown }) => shown)
    .join("");
}

const CONTROL_PICTURES = 0x2400;

/** A line feed as ␊, what turns the direction as \u202e. */
function writtenOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code);
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
