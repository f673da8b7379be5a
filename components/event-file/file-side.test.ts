import { expect, test } from "vitest";
import { fileSide } from "./file-side";

const stateAt = (version: number) => ({
  beforeText: `{"at":${version - 1}}`,
  state: { version, stateText: `{"at":${version}}` },
});

test("a side before any event is what the first event found", () => {
  expect(fileSide(stateAt(1), 0)).toEqual({ version: 0, text: '{"at":0}' });
  expect(fileSide(stateAt(5), 5)).toEqual({ version: 5, text: '{"at":5}' });
});

test("a side whose state is on its way shows the one before under its own version", () => {
  expect(fileSide(stateAt(1), 5)).toEqual({ version: 1, text: '{"at":1}' });
  expect(fileSide(stateAt(5), 0)).toEqual({ version: 5, text: '{"at":5}' });
});
