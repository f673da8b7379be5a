const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;

/** A member's value as it is written, and how deep it is nested. */
export interface RawMember {
  readonly text: string;
  readonly depth: number;
}

/**
 * The value of a member of the JSON object in `json`, exactly as it is written; the last one when the name
 * occurs twice, as in `JSON.parse`. `json` must be valid: this only finds, it does not check.
 */
export function rawMember(json: string, name: string): RawMember | undefined {
  let found: RawMember | undefined;
  let at = json.indexOf("{") + 1;
  for (;;) {
    const keyStart = json.indexOf('"', at);
    if (keyStart === -1) return found;
    const keyEnd = stringEnd(json, keyStart);
    const value = valueAt(json, skipTo(json, keyEnd, COLON) + 1);
    if (keyIs(json, keyStart, keyEnd, name))
      found = { text: json.slice(value.start, value.end).trim(), depth: value.depth };
    at = value.end;
    if (json.charCodeAt(at) !== COMMA) return found;
  }
}

function valueAt(json: string, start: number): { start: number; end: number; depth: number } {
  let open = 0;
  let depth = 0;
  for (let at = start; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case QUOTE:
        at = stringEnd(json, at) - 1;
        break;
      case 0x7b:
      case 0x5b:
        open++;
        if (open > depth) depth = open;
        break;
      case 0x7d:
      case 0x5d:
        if (open === 0) return { start, end: at, depth };
        open--;
        break;
      case COMMA:
        if (open === 0) return { start, end: at, depth };
    }
  }
  return { start, end: json.length, depth };
}

/** The place after the closing quote of the string that begins at `start`. */
function stringEnd(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); ; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
}

function skipTo(json: string, from: number, code: number): number {
  let at = from;
  while (json.charCodeAt(at) !== code) at++;
  return at;
}

function keyIs(json: string, start: number, end: number, name: string): boolean {
  if (end - start === name.length + 2 && json.startsWith(name, start + 1)) return true;
  const written = json.slice(start, end);
  return written.includes("\\") && JSON.parse(written) === name;
}
