import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Line, readLines } from "./lines";

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let start = 0;
  for (let n = 0; start < bytes.length; n++) {
    const end = start + (sizes[n % sizes.length] ?? 1);
    yield bytes.subarray(start, end);
    start = end;
  }
}

async function linesOf(bytes: Buffer, sizes: readonly number[], maxLineBytes = 1000): Promise<Line[]> {
  return (await Readable.from(readLines(inChunks(bytes, sizes), maxLineBytes)).toArray()).flat();
}

test("gives the same lines however the bytes are cut", async () => {
  const text = fc.string({ unit: "binary", maxLength: 12 }).map((line) => line.replaceAll(/[\n\ufeff]/g, " "));
  await fc.assert(
    fc.asyncProperty(
      fc.array(text),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      async (lines, sizes) => {
        const read = await linesOf(Buffer.from(lines.map((line) => `${line}\n`).join("")), sizes);
        expect(read).toEqual(lines.map((line, index) => ({ number: index + 1, text: line })));
      },
    ),
  );
});

test("reads a last line without a line feed, and leaves out a byte order mark", async () => {
  expect(await linesOf(Buffer.from("\ufeffa\nb"), [4])).toEqual([
    { number: 1, text: "a" },
    { number: 2, text: "b" },
  ]);
});

test("says of a line that is too long, or not UTF-8, what is wrong, and goes on with the next", async () => {
  const bytes = Buffer.concat([
    Buffer.from(`${"x".repeat(60)}\nok\n`),
    Buffer.from([0xc3, 0x28, 0x0a]),
    Buffer.from("end"),
  ]);
  expect(await linesOf(bytes, [7], 50)).toEqual([
    { number: 1, text: "", problem: "is longer than 50 bytes." },
    { number: 2, text: "ok" },
    { number: 3, text: "", problem: "is not valid UTF-8." },
    { number: 4, text: "end" },
  ]);
});
