import { expect, test } from "vitest";
import { StateTooLongError } from "@/lib/engine";
import { foldedInTime } from "./folded-in-time";

test("says how far a state came that took too long, and what to do", async () => {
  const late = foldedInTime(Promise.reject(new StateTooLongError("meter-1", 81_000, 10_000)));
  await expect(late).rejects.toMatchObject({
    ...{ code: "unavailable", details: { streamId: "meter-1", version: 81_000 } },
    message: expect.stringMatching(
      /^The state of meter-1 came to version 81,000 within 10 s\. Ask for a version before/,
    ),
  });
  await expect(foldedInTime(Promise.reject(new RangeError("other")))).rejects.toThrow(RangeError);
  await expect(foldedInTime(Promise.resolve(1))).resolves.toBe(1);
});
