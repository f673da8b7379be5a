const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;

/**
 * Cuts the chunks of a `COPY … TO STDOUT` into lines of fields; what it returns is never NULL-aware: no column may be null.
 * A field may be a part of its whole chunk's text, and keeps that in memory: who stores one for long makes a copy.
 */
export class CopyLines {
  #rest: Buffer | null = null;

  /** Calls `onLine` for every line that this chunk completes. */
  push(chunk: Buffer, onLine: (fields: string[]) => void): void {
    const buffer = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    const complete = buffer.lastIndexOf(NEWLINE) + 1;
    this.#rest = complete === buffer.length ? null : buffer.subarray(complete);
    // One conversion a chunk rather than one a line. Whether it has escapes, its bytes tell: asking its text is slow.
    const text = buffer.toString("utf8", 0, complete);
    const isEscaped = buffer.includes(BACKSLASH);
    for (let start = 0; start < text.length; ) {
      const end = text.indexOf("\n", start);
      onLine(isEscaped ? copyFields(text.slice(start, end)) : plainFields(text, start, end));
      start = end + 1;
    }
  }
}

function plainFields(text: string, start: number, end: number): string[] {
  const fields: string[] = [];
  let from = start;
  for (let tab = text.indexOf("\t", from); tab !== -1 && tab < end; tab = text.indexOf("\t", from)) {
    fields.push(text.slice(from, tab));
    from = tab + 1;
  }
  fields.push(text.slice(from, end));
  return fields;
}

/** The fields of one line in COPY's text format. */
export function copyFields(line: string): string[] {
  const fields = line.split("\t");
  if (!line.includes("\\")) return fields;
  return fields.map((field) => (field.includes("\\") ? field.replace(/\\(.)/g, unescapeCopy) : field));
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v" };

function unescapeCopy(_: string, letter: string): string {
  return ESCAPES[letter] ?? letter;
}

const SPECIAL = /[\\\n\r\t]/;

/** A value in COPY's text format; `null` is NULL. */
export function copyField(text: string | null): string {
  if (text === null) return "\\N";
  if (!SPECIAL.test(text)) return text;
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
}
