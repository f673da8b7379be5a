import { StringStream } from "@codemirror/language";
import { expect, test } from "vitest";
import { celParser } from "./cel-language";

function tokens(text: string): string[] {
  const state = celParser.startState?.(2) ?? { open: null };
  return text.split("\n").flatMap((line) => {
    const found: string[] = [];
    const stream = new StringStream(line, 2, 2);
    while (!stream.eol()) {
      stream.start = stream.pos;
      const style = celParser.token(stream, state);
      if (style !== null) found.push(`${style} ${stream.current()}`);
    }
    return found;
  });
}

test("tells functions, variables, fields, numbers and texts apart", () => {
  expect(tokens(`int(round(data.amount * 1.5e2)) > 0 ? "a\\"b" : null`)).toEqual([
    "call int",
    "punctuation (",
    "call round",
    "punctuation (",
    "variable data",
    "punctuation .",
    "property amount",
    "operator *",
    "number 1.5e2",
    "punctuation )",
    "punctuation )",
    "operator >",
    "number 0",
    "operator ?",
    'string "a\\"b"',
    "operator :",
    "keyword null",
  ]);
});

test("a field may be called like a keyword, and a text of three quotes goes over lines", () => {
  expect(tokens("data.in")).toEqual(["variable data", "punctuation .", "property in"]);
  expect(tokens('"""a\nb""" + x')).toEqual(['string """a', 'string b"""', "operator +", "property x"]);
});
