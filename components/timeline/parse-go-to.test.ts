import { expect, test } from "vitest";
import { parseGoTo } from "./parse-go-to";

const now = new Date("2026-03-04T10:00:00Z");
const goTo = (typed: string) => parseGoTo(typed, "Europe/Berlin", now);

test("digits are a version, with an @ a position, both as people group them", () => {
  expect(goTo("14")).toEqual({ version: 14 });
  expect(goTo(" #100,000 ")).toEqual({ version: 100_000 });
  expect(goTo("@48 213 907")).toEqual({ position: "48213907" });
  expect(goTo("@9223372036854775807")).toEqual({ position: "9223372036854775807" });
});

test("a date and a time are an instant on the operator's clock", () => {
  expect(goTo("2026-03-03 14:34:08.271")).toEqual({ instant: "2026-03-03T13:34:08.271Z" });
  expect(goTo("yesterday 14:34:08")).toEqual({ instant: "2026-03-03T13:34:08.999Z" });
  expect(goTo("2026-03-03T14:34:08Z")).toEqual({ instant: "2026-03-03T14:34:08.000Z" });
});

test("anything else is not understood", () => {
  for (const typed of ["", "@", "order", "2026-02-31", "1.5", "-3", "@12x"]) expect(goTo(typed)).toBeNull();
});
