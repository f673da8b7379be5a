/** An item of a JSON list as it is written, and the line it begins in. */
export interface ListItem {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** Whether a file's text is one JSON list, and not a line for each event. */
export function isList(text: string): boolean {
  return /^\ufeff?\s*\[/.test(text);
}

/** The items of a JSON list, exactly as they are written; what is wrong inside of one is its own affair. */
export function* listItems(text: string): Generator<ListItem> {
  let depth = 0;
  let start = -1;
  let line = 1;
  let startLine = 1;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x0a) line++;
    if (inText) {
      if (char === 0x5c) at++;
      else if (char === 0x22) inText = false;
      continue;
    }
    const isEnd = depth === 1 && (char === 0x2c || char === 0x5d);
    if (isEnd && start !== -1) {
      yield { text: text.slice(start, at).trim(), line: startLine };
      start = -1;
    }
    if (depth === 1 && start === -1 && !isEnd && !isSpace(char)) [start, startLine] = [at, line];
    if (char === 0x22) inText = true;
    else if (char === 0x5b || char === 0x7b) depth++;
    else if ((char === 0x5d || char === 0x7d) && depth > 0) depth--;
  }
  if (start !== -1) yield { text: text.slice(start).trim(), line: startLine };
}

function isSpace(char: number): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
}
