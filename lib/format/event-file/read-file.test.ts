import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listItems } from "./list-items";
import { readEventFile } from "./read-file";

const event = (changes: object = {}) =>
  JSON.stringify({
    specversion: "1.0",
    id: "1",
    source: "s",
    subject: "order-1",
    type: "Placed",
    data: {},
    ...changes,
  });
const replaced = (by: number) => (byte: number) => (byte === 1 ? by : byte);
const open = (content: string | Uint8Array<ArrayBuffer>) => readEventFile(new Blob([content]));

describe("readEventFile", () => {
  test("reads lines, packed or not, with a byte order mark, CRLF and blank lines", async () => {
    const text = `\ufeff${event({ time: "2026-01-02T03:04:05Z" })}\r\n\r\n${event({ type: "Paid", foldlinemasked: true })}\n${event({ subject: "order-2" })}`;
    for (const content of [text, new Uint8Array(gzipSync(text))]) {
      const index = await open(content);
      expect(index.contents()).toEqual({
        ...{ types: ["Placed", "Paid"], events: 3, masked: 1, lines: 4, bad: [], badCount: 0 },
        streams: [
          { streamId: "order-1", events: 2, lastType: "Paid", lastTime: null },
          { streamId: "order-2", events: 1, lastType: "Placed", lastTime: null },
        ],
      });
      expect(index.timeline("order-1")).toEqual({
        ...{ types: ["Placed", "Paid"], times: ["2026-01-02T03:04:05Z", null], lines: [1, 3], masked: [false, true] },
      });
    }
  });

  test("reads one JSON list, and keeps each event as it is written, to the digit", async () => {
    const written =
      '{ "specversion":"1.0","id":"1","source":"s","subject":"a-1","type":"T","data":{"n":12345678901234567890.10} }';
    const index = await open(`  [\n${written},\n\n${event({ subject: "a-1", data: { text: ']},{"[' } })}\n]\n`);
    expect(index.lines("a-1", 1, 1)).toEqual([written]);
    expect(index.contents()).toMatchObject({ events: 2, badCount: 0 });
    expect(index.timeline("a-1").lines).toEqual([2, 4]);
  });

  test("lists lines that are no events, with their numbers and reasons, and goes on", async () => {
    const bad = [
      "{",
      "7",
      event({ specversion: "2" }),
      event({ subject: "" }),
      event({ type: 5 }),
      event({ time: "soon" }),
      event({ id: undefined }),
      event({ time: "2026-03-01 12:00:00" }),
    ];
    const { contents } = await open([event(), ...bad, event()].join("\n"));
    expect(contents()).toMatchObject({ events: 2, badCount: 8 });
    expect(contents().bad.map(({ line, problem }) => `${line} ${problem.replace(/JSON: .*/, "JSON")}`)).toEqual([
      "2 is not valid JSON",
      "3 is not a JSON object.",
      '4 "specversion" must be "1.0".',
      '5 "subject" (the stream) must be text that is not empty.',
      '6 "type" must be text that is not empty.',
      '7 "time" is no RFC 3339 time.',
      '8 "id" is missing.',
      '9 "time" is no RFC 3339 time.',
    ]);
  });

  test("says what is wrong with a file as a whole", async () => {
    const packed = gzipSync(event().repeat(1_000));
    await expect(open(new Uint8Array(packed.subarray(0, 40)))).rejects.toThrow(/gzip data is damaged/);
    await expect(readEventFile({ size: 50_000_001 } as Blob)).rejects.toThrow(/more than 50 MB/);
    expect((await open("")).contents()).toMatchObject({ events: 0, lines: 0, badCount: 0 });
  });

  test("opens no file in which letters would have to be replaced, and says in which line they are", async () => {
    const line = (letter: number) =>
      Buffer.from(event({ subject: "Müller" }).replace("ü", "\u0001")).map(replaced(letter));
    const good = `${event({ subject: "Müller \ufffd" })}\n`;
    expect((await open(good)).contents()).toMatchObject({ events: 1, badCount: 0 });
    const latin = [Buffer.from(good.repeat(2_000)), line(0xfc), Buffer.from(`\n${good}`)];
    const bytes = new Uint8Array(Buffer.concat(latin));
    for (const content of [bytes, new Uint8Array(gzipSync(bytes))]) {
      await expect(open(content)).rejects.toThrow(/^Line 2,001 is not valid UTF-8/);
    }
    const cut = new Uint8Array(Buffer.from(`${good}é`)).slice(0, -1);
    await expect(open(cut)).rejects.toThrow(/^Line 2 is not valid UTF-8/);
  });

  test("opens 100,000 events in seconds, and gives out any of them", async () => {
    const lines = Array.from({ length: 100_000 }, (_, at) =>
      event({ id: `${at}`, subject: `s-${at % 3}`, data: { at, text: "x".repeat(100) } }),
    );
    const startedAt = performance.now();
    const index = await open(lines.join("\n"));
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(index.contents()).toMatchObject({
      events: 100_000,
      streams: [{ events: 33_334 }, { events: 33_333 }, { events: 33_333 }],
    });
    expect(index.lines("s-1", 33_333, 33_333)).toEqual([lines[99_997]]);
  });
});

test("the items of any list are its items, as they are written", () => {
  fc.assert(
    fc.property(fc.array(fc.json()), fc.constantFrom("", " ", "\n"), (items, space) => {
      const text = `[${space}${items.join(`${space},${space}`)}${space}]`;
      expect([...listItems(text)].map((item) => item.text)).toEqual(items.map((item) => item.trim()));
    }),
    { numRuns: 500 },
  );
});
