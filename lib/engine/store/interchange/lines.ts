import { isUtf8 } from "node:buffer";

const LINE_FEED = 0x0a;

/** A line of a file; `problem` when it could not be read as text. */
export interface Line {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
  readonly problem?: string;
}

/** Splits bytes into lines of UTF-8 text, as many at a time as a chunk held, never keeping more than one line. */
export async function* readLines(bytes: AsyncIterable<Buffer>, maxLineBytes: number): AsyncGenerator<Line[]> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let number = 0;
  const line = (content: Buffer): Line => {
    number++;
    if (restBytes > maxLineBytes) return { number, text: "", problem: `is longer than ${maxLineBytes} bytes.` };
    if (!isUtf8(content)) return { number, text: "", problem: "is not valid UTF-8." };
    const text = content.toString("utf8");
    return { number, text: number === 1 && text.startsWith("\ufeff") ? text.slice(1) : text };
  };
  const keep = (part: Buffer) => {
    restBytes += part.length;
    if (restBytes > maxLineBytes) rest = [];
    else rest.push(part);
  };
  for await (const chunk of bytes) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      lines.push(line(rest.length === 1 && rest[0] !== undefined ? rest[0] : Buffer.concat(rest)));
      rest = [];
      restBytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (restBytes > 0) yield [line(Buffer.concat(rest))];
}
