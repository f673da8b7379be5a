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
  const plain = isPacked ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  const reader = plain.pipeThrough(new TextDecoderStream("utf-8", { ignoreBOM: true })).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } catch (cause) {
    const why = isPacked ? "Its gzip data is damaged or ends too early" : "It could not be read";
    throw new EventFileError(`${why}: ${cause instanceof Error ? cause.message : cause}.`, { cause });
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
