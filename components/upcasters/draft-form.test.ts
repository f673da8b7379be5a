import { expect, test } from "vitest";
import { type DraftForm, fromDraft, missingWords, toDraft } from "./draft-form";
import { emptyOperation, parseValue } from "./operation-form";

const form: DraftForm = {
  title: " Cents ",
  type: "Payment",
  fromVersion: 1,
  toType: "Payment",
  toVersion: 2,
  operations: [
    { ...emptyOperation("rename", "a"), from: "amount", to: "amountMinor", lenient: true },
    { ...emptyOperation("set", "b"), path: "currency", value: '"EUR"' },
    { ...emptyOperation("compute", "c"), path: "amountMinor", expression: "data.amountMinor * 100" },
    { ...emptyOperation("remove", "d"), path: "legacyRef" },
  ],
};

test("a form becomes the operations it shows, without the fields of other kinds", () => {
  expect(toDraft(form)).toEqual({
    title: "Cents",
    type: "Payment",
    fromVersion: 1,
    toType: "Payment",
    toVersion: 2,
    operations: [
      { op: "rename", from: "amount", to: "amountMinor", ifPresent: true },
      { op: "set", path: "currency", value: "EUR" },
      { op: "compute", path: "amountMinor", expression: "data.amountMinor * 100" },
      { op: "remove", path: "legacyRef" },
    ],
  });
});

test("a stored draft comes back as the form that made it", () => {
  expect(toDraft(fromDraft(toDraft(form)))).toEqual(toDraft(form));
});

test("a value is JSON where it is some, and text where it is not", () => {
  expect([parseValue("12"), parseValue("true"), parseValue('"12"'), parseValue("EUR"), parseValue("null")]).toEqual([
    12,
    true,
    "12",
    "EUR",
    null,
  ]);
});

test("says what is missing before it can be saved", () => {
  expect(missingWords(form)).toBeNull();
  expect(missingWords({ ...form, title: " " })).toBe("Give it a title.");
});
