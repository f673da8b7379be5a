import { expect, test } from "vitest";
import { placeMarks } from "./place-marks";

const mark = (at: number, label = `at ${at}`) => ({ at, label });
const wide = { from: 0, to: 1000, width: 1000 };

test("words that would cover each other become one, with the number of the others", () => {
  const placed = placeMarks([mark(510), mark(500), mark(505), mark(800)], wide);
  expect(placed.map(({ label }) => label)).toEqual(["at 500, 2 more", "", "", "at 800"]);
});

test("every mark keeps its line, and words at the edges run inwards", () => {
  const placed = placeMarks([mark(0), mark(500), mark(1000)], wide);
  expect(placed.map(({ at, anchor }) => [at, anchor])).toEqual([
    [0, "start"],
    [500, "middle"],
    [1000, "end"],
  ]);
});

test("a narrow chart has room for fewer words, and what lies outside is left out", () => {
  const marks = [mark(-1), mark(200), mark(500), mark(900), mark(1001)];
  expect(placeMarks(marks, wide).map(({ label }) => label)).toEqual(["at 200", "at 500", "at 900"]);
  const narrow = placeMarks(marks, { ...wide, width: 240 });
  expect(narrow.map(({ label }) => label)).toEqual(["at 200, 1 more", "", "at 900"]);
});
