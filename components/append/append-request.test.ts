import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppendCorrection } from "@/lib/api/corrections";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";
import { type AppendDraft, appendRequest } from "./append-request";
import { asCurl, asTypeScript } from "./append-snippets";

const draft: AppendDraft = {
  type: 'It\'s "noted"\n',
  schemaVersion: 2,
  dataText: '{ "n": 9007199254740993.10, "text": "it\'s $HOME `x` \\u0022" }',
  eventId: "b2c0a6ee-6f0f-4b3e-9f5e-0a1b2c3d4e5f",
  expectedVersion: 4,
  corrects: 3,
};

test("a request is what the API takes, digit for digit", () => {
  const text = appendRequest(draft);
  expect(text).toContain('"n":9007199254740993.10');
  expect(AppendCorrection.parse({ ...JSON.parse(text), reason: "OPS-1" })).toMatchObject({
    expectedVersion: 4,
    corrects: 3,
    event: { type: draft.type, schemaVersion: 2, eventId: draft.eventId },
  });
  expect(JSON.parse(appendRequest({ ...draft, corrects: null }))).not.toHaveProperty("corrects");
});

describe("as code", () => {
  test("a shell hands on the very request, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (type, reason) => {
        const safe = { ...draft, type: type.replaceAll("\0", ""), dataText: JSON.stringify(type) };
        const command = asCurl("http://127.0.0.1:3000", "order-1", safe, reason);
        const script = `curl() { printf %s "$8"; }\nFOLDLINE_TOKEN=t\n${command}`;
        // The eighth argument is the body: the flag, the address, two headers and --data-binary go before it.
        const body = execFileSync("sh", ["-c", script], { encoding: "utf8" });
        const sent = parseForReading(body) as { reason: string; event: { type: string; data: unknown } };
        expect([sent.reason, sent.event.type]).toEqual([reason, safe.type]);
        expect(jsonTextOf(sent.event.data)).toBe(JSON.stringify(type));
      }),
      { numRuns: 25 },
    );
    expect(asCurl("http://h", "..", draft, "r")).toContain("/api/v1/streams/");
  });

  test("a program appends the same data at the same version", () => {
    const calls: unknown[] = [];
    const store = { append: (...given: unknown[]) => calls.push(given) };
    const program = asTypeScript("order-1", draft, "it's").replace("await ", "");
    new Function("store", "jsonText", program)(store, (text: string) => text);
    expect(calls).toEqual([
      [
        "order-1",
        4,
        [
          {
            type: draft.type,
            schemaVersion: 2,
            eventId: draft.eventId,
            data: jsonTextOf(parseForReading(draft.dataText)),
            metadata: { reason: "it's" },
          },
        ],
      ],
    ]);
  });
});
