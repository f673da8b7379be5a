import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** The bytes of a source, unpacked when they are gzip, which their first two bytes tell. */
export async function* plainBytes(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = (async function* () {
    yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  })();
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* whole;
    return;
  }
  const plain = createGunzip({ chunkSize: 256 * 1024 });
  pipeline(Readable.from(whole, { objectMode: false }), plain, () => undefined);
  try {
    yield* plain;
  } catch (cause) {
    throw new Error(`The gzip data is damaged or ends too early: ${String((cause as Error).message)}.`, { cause });
  }
}
