import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { celCompletion } from "./cel-completion";
import { UPCASTER_FUNCTIONS } from "./cel-functions";
import { celLanguage } from "./cel-language";

const names = [
  { name: "data.feeRate", kind: "number", presence: 0.999 },
  { name: "data.risk.score", kind: "number", presence: 0.124 },
];

async function completions(text: string, explicit = false) {
  const state = EditorState.create({ doc: text, extensions: [celLanguage] });
  const result = await celCompletion(
    () => names,
    UPCASTER_FUNCTIONS,
  )(new CompletionContext(state, text.length, explicit));
  return result === null ? null : { from: result.from, labels: result.options.map(({ label }) => label) };
}

test("offers the fields that occur, from the beginning of the path", async () => {
  const found = await completions("round(data.feeR");
  expect(found?.from).toBe(6);
  expect(found?.labels).toContain("data.feeRate");
});

test("offers functions beside fields where a name begins, and members after the dot of a whole path", async () => {
  expect((await completions("ro"))?.labels).toContain("round(x, digits)");
  const member = await completions("data.feeRate.cont");
  expect(member?.from).toBe("data.feeRate".length);
  expect(member?.labels).toContain(".contains('')");
});

test("knows nothing of rows in an upcaster", async () => {
  expect((await completions("coal"))?.labels).not.toContain("coalesce(a, b)");
});

test("offers nothing inside a text", async () => {
  expect(await completions('"data.')).toBeNull();
});

test("offers everything when asked at an empty place, and nothing unasked", async () => {
  expect(await completions("")).toBeNull();
  expect((await completions("", true))?.labels).toContain("data.risk.score");
});
