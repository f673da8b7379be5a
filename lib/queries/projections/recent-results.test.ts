import { expect, test, vi } from "vitest";
import { recentResults } from "./recent-results";

test("does the work once for all who ask, and keeps the last few", async () => {
  const recent = recentResults<number>(2);
  const work = vi.fn(async () => 1);
  await Promise.all([recent(["a"], work), recent(["a"], work)]);
  expect(work).toHaveBeenCalledTimes(1);
  await recent(["b"], work);
  await recent(["a"], work);
  await recent(["c"], work);
  await recent(["a"], work);
  expect(work).toHaveBeenCalledTimes(3);
  await recent(["b"], work);
  expect(work).toHaveBeenCalledTimes(4);
});

test("keeps nothing that failed or is not worth it", async () => {
  const recent = recentResults<number>(2, (result) => result > 0);
  await expect(recent(["a"], () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await recent(["a"], async () => 0)).toBe(0);
  expect(await recent(["a"], async () => 7)).toBe(7);
  expect(await recent(["a"], async () => 8)).toBe(7);
});
