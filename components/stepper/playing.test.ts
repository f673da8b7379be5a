import { expect, test } from "vitest";
import { followed } from "./playing";

const playing = { from: 1, at: 4, to: 5 };

test("playing waits where it stands, and goes where it is on its way to", () => {
  expect(followed(playing, 4)).toBe(playing);
  expect(followed(playing, 5)).toEqual({ from: 1, at: 5, to: 5 });
  const arrived = { from: 1, at: 5, to: 5 };
  expect(followed(arrived, 5)).toBe(arrived);
});

test("playing ends when the reader goes elsewhere, also to the version before", () => {
  expect(followed(playing, 9)).toBeNull();
  expect(followed(playing, 3)).toBeNull();
  expect(followed({ from: 1, at: 5, to: 5 }, 4)).toBeNull();
});
