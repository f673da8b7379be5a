import { expect, test } from "vitest";
import { sameOriginPath } from "./same-origin-path";

test.each(["/", "/streams/a%2Fb?at=3#x", "/events?type=A&type=B"])("goes to %s", (target) => {
  expect(sameOriginPath(target)).toBe(target);
});

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "evil",
  "",
  "/sign-in?callbackUrl=/",
])("%s leads to the overview instead", (target) => {
  expect(sameOriginPath(target)).toBe("/");
});
