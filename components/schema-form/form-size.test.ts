import { expect, test } from "vitest";
import { formField } from "./form-field";
import { tooMuchForForm } from "./form-size";

const LINES = { type: "array", items: { type: "object", properties: { qty: { type: "number" } } } };
const field = formField({ type: "object", properties: { note: { type: "string" }, lines: LINES } });

const lines = (count: number) => JSON.stringify({ lines: Array.from({ length: count }, () => ({ qty: 1 })) });
const others = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at])));

test("has room for data of some hundred fields", () => {
  expect(tooMuchForForm(field, "{}")).toBeNull();
  expect(tooMuchForForm(field, lines(140))).toBeNull();
  expect(tooMuchForForm(field, others(290))).toBeNull();
});

test("has none for more fields, whether items, members of items, or keys that no schema knows", () => {
  expect(tooMuchForForm(field, lines(160))).toContain("up to 300 fields");
  expect(tooMuchForForm(field, others(5_000))).toContain("up to 300 fields");
  const words = formField({ type: "array", items: { type: "string" } });
  expect(tooMuchForForm(words, JSON.stringify(Array.from({ length: 400 }, () => "")))).toContain("up to 300 fields");
});

test("has none for long texts", () => {
  expect(tooMuchForForm(field, JSON.stringify({ note: "a".repeat(90_000) }))).toBeNull();
  expect(tooMuchForForm(field, JSON.stringify({ note: "a".repeat(100_000) }))).toContain("100,000 characters");
});

test("leaves what is no JSON to the form, which says so", () => {
  expect(tooMuchForForm(field, "{")).toBeNull();
});
