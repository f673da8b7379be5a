import { expect, test } from "vitest";
import { stackFrames } from "./stack-frames";

const STACK = `TypeError: expected number,
  got "n/a"
    at asNumber (/srv/foldline/lib/domain/fraud.ts:41:11)
    at fold (file:///srv/foldline/lib/engine/projections/fold.ts:132:18)
    at parse (/srv/foldline/node_modules/zod/index.js:1:2)
    at processTicksAndRejections (node:internal/process/task_queues:104:5)`;

test("cuts a stack into its message and its frames, with paths from the project on", () => {
  expect(stackFrames(STACK)).toEqual({
    message: 'TypeError: expected number,\n  got "n/a"',
    frames: [
      { text: "at asNumber (lib/domain/fraud.ts:41:11)", foreign: false },
      { text: "at fold (lib/engine/projections/fold.ts:132:18)", foreign: true },
      { text: "at parse (node_modules/zod/index.js:1:2)", foreign: true },
      { text: "at processTicksAndRejections (node:internal/process/task_queues:104:5)", foreign: true },
    ],
  });
});

test("a stack without frames is all message", () => {
  expect(stackFrames("value too long\nDETAIL: x")).toEqual({ message: "value too long\nDETAIL: x", frames: [] });
});
