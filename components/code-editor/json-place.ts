/** Where in a text something stands, in characters from 0. */
export interface TextPlace {
  readonly from: number;
  readonly to: number;
}

/**
 * Where in a JSON text the value at a path stands; where there is none, the nearest value around it. `null` when the text
 * is no JSON.
 */
export function jsonPlace(text: string, path: readonly string[]): TextPlace | null {
  const found = { depth: -1, place: null as TextPlace | null };
  try {
    walk(text, skipSpace(text, 0), 0);
  } catch {
    return null;
  }
  return found.place;

  /** Reads the value at `at`, which the first `depth` names of the path lead to, or -1: none do. Says where it ends. */
  function walk(source: string, at: number, depth: number): number {
    const open = source[at];
    const end = open === "{" || open === "[" ? walkParts(source, at, depth, open) : scalarEnd(source, at);
    if (depth > found.depth) {
      found.depth = depth;
      found.place = { from: at, to: end };
    }
    return end;
  }

  function walkParts(source: string, start: number, depth: number, open: string): number {
    const close = open === "{" ? "}" : "]";
    let at = skipSpace(source, start + 1);
    for (let index = 0; source[at] !== close; index++) {
      let name = String(index);
      if (open === "{") {
        const end = scalarEnd(source, at);
        name = JSON.parse(source.slice(at, end)) as string;
        at = skipSpace(source, skipSpace(source, end) + 1);
      }
      at = skipSpace(source, walk(source, at, depth >= 0 && path[depth] === name ? depth + 1 : -1));
      if (source[at] === ",") at = skipSpace(source, at + 1);
      else if (source[at] !== close) throw new SyntaxError("no JSON");
    }
    return at + 1;
  }
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (/\s/.test(text[end] ?? "")) end++;
  return end;
}

const SCALAR = /"(?:[^"\\]|\\.)*"|[-+.\w]+/y;

function scalarEnd(text: string, at: number): number {
  SCALAR.lastIndex = at;
  if (!SCALAR.test(text)) throw new SyntaxError("no JSON");
  return SCALAR.lastIndex;
}
