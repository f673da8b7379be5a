import { expect, test } from "vitest";
import { z } from "zod";
import { VersionParameter, wholeNumber } from "./whole-number";

test("digits and numbers are read, nothing else is taken for a number", () => {
  const Limit = wholeNumber(0, 500);
  for (const given of ["0", "007", "500", 12]) expect(Limit.parse(given), `${given}`).toBe(Number(given));
  for (const given of ["", " ", " 5", "1e2", "0x10", "-1", "5.5", "501", "9".repeat(17), true, null, [], [5]]) {
    expect(Limit.safeParse(given).success, JSON.stringify(given)).toBe(false);
  }
  expect(Limit.safeParse("").error?.issues[0]?.message).toBe("must be a whole number, in digits");
});

test("left out, it is the default; its limits are in the description of the API", () => {
  const Query = z.object({ from: VersionParameter.prefault(1), to: VersionParameter.optional() });
  expect(Query.parse({})).toEqual({ from: 1 });
  expect(z.toJSONSchema(Query, { io: "input" })).toMatchObject({
    properties: { from: { type: "integer", minimum: 1, default: 1 }, to: { type: "integer", minimum: 1 } },
  });
  expect(z.toJSONSchema(Query, { io: "input" }).required ?? []).toEqual([]);
});
