const NEWLINE = 0x0a;

/** Cuts the chunks of a `COPY … TO STDOUT` into lines of fields; what it returns is never NULL-aware: no column may be null. */
export class CopyLines {
  #rest: Buffer | null = null;

  /** Calls `onLine` for every line that this chunk completes. */
  push(chunk: Buffer, onLine: (fields: string[]) => void): void {
    const buffer = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, start)) {
      onLine(copyFields(buffer.toString("utf8", start, end)));
      start = end + 1;
    }
    this.#rest = start === buffer.length ? null : buffer.subarray(start);
  }
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
