import { formatCount } from "../number";
import { type FileIndex, fileIndex } from "./file-index";
import { isList, listItems } from "./list-items";

/** A file of this size is opened at most, packed or not; its text may be twice as long. */
export const MAX_FILE_BYTES = 50_000_000;
const MAX_CHARACTERS = 100_000_000;

/** Why a file as a whole cannot be opened. */
export class EventFileError extends Error {
  override readonly name = "EventFileError";
}

const ENOUGH_TO_TELL = 64;

/** Reads a file of CloudEvents, lines or one JSON list, packed with gzip or not. `onRead` hears how many bytes were read. */
export async function readEventFile(file: Blob, onRead: (bytes: number) => void = () => undefined): Promise<FileIndex> {
  if (file.size > MAX_FILE_BYTES) {
    throw new EventFileError("The file has more than 50 MB. Import it into a store, or open a part of it.");
  }
  const index = fileIndex();
  let rest = "";
  let line = 0;
  let list = false;
  let isKnown = false;
  let characters = 0;
  for await (const text of textOf(file, onRead)) {
    characters += text.length;
    if (characters > MAX_CHARACTERS) {
      throw new EventFileError("The file holds more than 100 million characters. Import it, or open a part of it.");
    }
    rest += text;
    if (!isKnown && rest.length < ENOUGH_TO_TELL) continue;
    list = isKnown ? list : isList(rest);
    isKnown = true;
    if (list) continue;
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const each of lines) index.add(withoutMark(each, line), ++line);
  }
  if (isKnown ? list : isList(rest)) for (const item of listItems(rest)) index.add(item.text, item.line);
  else for (const each of rest === "" ? [] : rest.split("\n")) index.add(withoutMark(each, line), ++line);
  return index;
}

function withoutMark(text: string, before: number): string {
  return before === 0 && text.startsWith("\ufeff") ? text.slice(1) : text;
}

async function* textOf(file: Blob, onRead: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
  for await (const bytes of bytesOf(file, onRead))
    yield await decoded(file, () => decoder.decode(bytes, { stream: true }));
  yield await decoded(file, () => decoder.decode());
}

/** What a replacement would hide is said instead: the import refuses such a line too. */
async function decoded(file: Blob, decode: () => string): Promise<string> {
  try {
    return decode();
  } catch (cause) {
    const line = formatCount(await firstLineOfOtherText(file));
    throw new EventFileError(`Line ${line} is not valid UTF-8. Save the file as UTF-8, or open it without the line.`, {
      cause,
    });
  }
}

async function firstLineOfOtherText(file: Blob): Promise<number> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for await (const bytes of bytesOf(file)) {
    for (let from = 0, end = 0; end !== -1; from = end + 1) {
      end = bytes.indexOf(LINE_FEED, from);
      try {
        decoder.decode(bytes.subarray(from, end === -1 ? bytes.length : end), { stream: end === -1 });
      } catch {
        return line;
      }
      if (end !== -1) line++;
    }
  }
  return line;
}

const LINE_FEED = 0x0a;

async function* bytesOf(file: Blob, onRead: (bytes: number) => void = () => undefined): AsyncGenerator<Uint8Array> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  let bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        onRead(bytes);
        controller.enqueue(chunk);
      },
    }),
  );
  const reader = (isPacked ? counted.pipeThrough(new DecompressionStream("gzip")) : counted).getReader();
  const read = async () => {
    try {
      return await reader.read();
    } catch (cause) {
      const why = isPacked ? "Its gzip data is damaged or ends too early" : "It could not be read";
      throw new EventFileError(`${why}: ${cause instanceof Error ? cause.message : cause}.`, { cause });
    }
  };
  try {
    for (let next = await read(); !next.done; next = await read()) yield next.value;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
