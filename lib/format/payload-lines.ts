export type PayloadTokenKind = "key" | "string" | "number" | "literal" | "punctuation";

export interface PayloadToken {
  readonly kind: PayloadTokenKind;
  /** As it stands in the payload, digit for digit and escape for escape. */
  readonly text: string;
}

export interface PayloadLine {
  readonly depth: number;
  /** The JSON Pointer of the value that begins or stands on this line; "" is the whole document. */
  readonly path: string;
  readonly tokens: readonly PayloadToken[];
}

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|(true|false|null)|([{}[\],:]))/y;

/**
 * The payload laid out over lines, one member each, without parsing a number or a string: what is shown is what
 * is stored. Null when the text is no JSON.
 */
export function payloadLines(text: string): PayloadLine[] | null {
  const raw = tokenise(text);
  if (raw === null) return null;
  const lines: PayloadLine[] = [];
  const open: { array: boolean; path: string; index: number; key: string }[] = [];
  let tokens: PayloadToken[] = [];
  let path = "";
  const flush = (depth: number) => {
    if (tokens.length > 0) lines.push({ depth, path, tokens });
    tokens = [];
  };
  for (const [position, token] of raw.entries()) {
    const inside = open.at(-1);
    const { text: mark } = token;
    if (token.kind !== "punctuation") {
      const isKey = raw[position + 1]?.text === ":" && inside !== undefined && !inside.array;
      if (isKey) inside.key = pointerKey(mark);
      if (tokens.length === 0) path = memberPath(inside);
      tokens.push(isKey ? { kind: "key", text: mark } : token);
    } else if (mark === "{" || mark === "[") {
      if (tokens.length === 0) path = memberPath(inside);
      tokens.push(token);
      const own = memberPath(inside);
      const closing = raw[position + 1]?.text;
      if (!(closing === "}" || closing === "]")) flush(open.length);
      open.push({ array: mark === "[", path: own, index: 0, key: "" });
    } else if (mark === "}" || mark === "]") {
      const closed = open.pop();
      if (closed === undefined) return null;
      if (tokens.at(-1)?.text !== (closed.array ? "[" : "{")) flush(open.length + 1);
      if (tokens.length === 0) path = closed.path;
      tokens.push(token);
    } else if (mark === ",") {
      if (inside === undefined) return null;
      tokens.push(token);
      flush(open.length);
      inside.index += 1;
    } else {
      tokens.push({ kind: "punctuation", text: ": " });
    }
  }
  if (open.length > 0) return null;
  flush(0);
  return lines;
}

function memberPath(inside: { array: boolean; path: string; index: number; key: string } | undefined): string {
  if (inside === undefined) return "";
  return `${inside.path}/${inside.array ? inside.index : inside.key}`;
}

function pointerKey(quoted: string): string {
  let name: string;
  try {
    name = String(JSON.parse(quoted));
  } catch {
    name = quoted;
  }
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

function tokenise(text: string): PayloadToken[] | null {
  const tokens: PayloadToken[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) return text.slice(from).trim() === "" && tokens.length > 0 ? tokens : null;
    const [, string, number, literal, punctuation] = match;
    if (string !== undefined) tokens.push({ kind: "string", text: string });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (literal !== undefined) tokens.push({ kind: "literal", text: literal });
    else if (punctuation !== undefined) tokens.push({ kind: "punctuation", text: punctuation });
  }
  return tokens.length > 0 ? tokens : null;
}
