import { expect, test } from "vitest";
import { breathing } from "./breathing";

function work(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

test("a long loop lets others have a turn of the event loop, and a short one goes on", async () => {
  const breathe = breathing();
  expect(breathe()).toBeUndefined();
  let turns = 0;
  setImmediate(() => {
    turns += 1;
  });
  work(20);
  await breathe();
  expect(turns).toBe(1);
  expect(breathe()).toBeUndefined();
});
