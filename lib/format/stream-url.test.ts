import fc from "fast-check";
import { expect, test } from "vitest";
import { parseStreamParam, streamHref, streamSegment } from "./stream-url";

test("every stream id survives the way through a URL parser", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (streamId) => {
      const path = new URL(streamHref(streamId), "http://localhost").pathname;
      expect(path.split("/")).toHaveLength(3);
      expect(parseStreamParam(path.split("/")[2] ?? "")).toBe(streamId);
    }),
  );
});

test.each([".", "..", "~", "~.", "a/b", "order 1?x#y", "%2e", "Köln-✓"])(
  "the stream id %s keeps its address",
  (streamId) => {
    const path = new URL(streamHref(streamId, "at=3"), "http://localhost").pathname;
    expect(parseStreamParam(path.slice("/streams/".length))).toBe(streamId);
  },
);

test("different ids have different addresses", () => {
  expect(new Set([".", "~.", "~~.", ".."].map(streamSegment)).size).toBe(4);
});

test("a broken escape is no stream", () => {
  expect(parseStreamParam("%zz")).toBeNull();
});
