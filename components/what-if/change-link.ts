import { type Change, changesJson, parseChanges } from "./changes";

/** Links longer than this are cut by mail programs and proxies; then the changes are not in the address. */
export const MAX_LINK = 6_000;
// Somebody else wrote the link: a few letters must not become a gigabyte.
const MAX_JSON = 1_000_000;

/** The changes as a part of an address: compressed, in letters that need no escaping. */
export async function linkOf(changes: readonly Change[]): Promise<string> {
  const compressed = through(new TextEncoder().encode(changesJson(changes)), new CompressionStream("deflate-raw"));
  let binary = "";
  for await (const chunk of chunksOf(compressed)) for (const byte of chunk) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The changes of a link; an Error when it holds none. */
export async function changesOf(link: string): Promise<Change[]> {
  const changes = parseChanges(await inflated(link));
  if (changes === null) throw new Error("The address holds no changes that could be read.");
  return changes;
}

async function inflated(link: string): Promise<string> {
  try {
    const binary = atob(link.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let text = "";
    for await (const chunk of chunksOf(through(bytes, new DecompressionStream("deflate-raw")))) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MAX_JSON) throw new Error("too long");
    }
    return text + decoder.decode();
  } catch (cause) {
    throw new Error("The address holds no changes that could be read: it was cut, or altered.", { cause });
  }
}

function through(bytes: Uint8Array<ArrayBuffer>, transform: GenericTransformStream): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(transform as ReadableWritablePair<Uint8Array, Uint8Array>);
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}
