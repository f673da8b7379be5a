import { expect, test } from "vitest";
import { streamSegment } from "@/lib/format/stream-url";
import { streamIdOf } from "./stream-param";

test.each(["fine-A100", "a/b", "a%2Fb", "..", ".", "~x", "~..", "?#&=", "ä 😀", "100%"])(
  "the id %j survives the address",
  (id) => {
    expect(streamIdOf(new Request(`http://host/api/v1/streams/${streamSegment(id)}/events?from=1`))).toBe(id);
  },
);

test("an address that is no UTF-8 is not found", () => {
  expect(() => streamIdOf(new Request("http://host/api/v1/streams/%FF/state"))).toThrow("UTF-8");
});
