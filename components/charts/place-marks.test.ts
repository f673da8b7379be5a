import { expect, test } from "vitest";
import { placeMarks } from "./place-marks";

const mark = (at: number, label = `at ${at}`) => ({ at, label });

test("words that would cover each other become one, with the number of the others", () => {
  const placed = placeMarks([mark(510), mark(500), mark(505), mark(800)], 0, 1000);
  expect(placed.map(({ label }) => label)).toEqual(["at 500, 2 more", "", "", "at 800"]);
});

test("every mark keeps its line, and words at the edges run inwards", () => {
  const placed = placeMarks([mark(0), mark(500), mark(1000)], 0, 1000);
  expect(placed.map(({ at, anchor }) => [at, anchor])).toEqual([
    [0, "start"],
    [500, "middle"],
    [1000, "end"],
  ]);
});
