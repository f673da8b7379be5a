import { expect, test } from "vitest";
import { errorGroup } from "./error-group";

test("messages that differ in ids, numbers and quoted values are of one group", () => {
  const same = (...messages: string[]) => expect(new Set(messages.map(errorGroup)).size).toBe(1);
  same('Column "amount" must be a number, and is "12,50"', 'Column "points" must be a number, and is "n/a"');
  same("no order A17 in 3 carts", "no order B1203-x in 12 carts");
  same("unknown id 1b4e28ba-2fa1-11d2-883f-0016d3cca427.", "unknown id 9f4e28ba-2fa1-11d2-883f-0016d3cca000.");
  same("is -3.25 and not 1e9", "is 7 and not -0.5");
  same("took 2026-08-01T12:30:45.123Z\n too long", "took 2025-01-31T00:00:00Z too long");
});

test("other messages are of other groups, and an apostrophe is no quote", () => {
  expect(errorGroup("can't read it, won't try")).toBe("can't read it, won't try");
  expect(errorGroup("Cannot read properties of undefined (reading 'amount')")).toBe(
    'Cannot read properties of undefined (reading "…")',
  );
  expect(errorGroup("no cart")).not.toBe(errorGroup("no order"));
  expect(errorGroup(`x ${"y".repeat(5_000)}`).length).toBe(300);
});
