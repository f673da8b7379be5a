import { expect, test } from "vitest";
import { payloadEdit } from "./payload-edit";

test("shows the lines that differ, digit for digit, however the text is laid out", () => {
  const stored = '{"amount": "n/a", "order": 12345678901234567890}';
  expect(payloadEdit(stored, '{\n  "amount": "n/a",\n "order": 12345678901234567890 }').changes).toEqual([]);
  const { changes } = payloadEdit(stored, '{"amount": 12.50, "order": 12345678901234567891}');
  expect(changes.map(({ side, text }) => `${side} ${text.trim()}`)).toEqual([
    'removed "amount": "n/a",',
    'added "amount": 12.50,',
    'removed "order": 12345678901234567890',
    'added "order": 12345678901234567891',
  ]);
});

test("says why a text is no payload", () => {
  expect(payloadEdit("{}", " ").problem).toContain("empty");
  expect(payloadEdit("{}", '{"a": }').problem).toContain("no JSON");
  expect(payloadEdit("{}", '{"a": 1, "a": 2}').problem).toContain("twice");
});
