import { expect, test } from "vitest";
import { compileChain } from "../evolution/chain";
import { codeUpcaster } from "../evolution/code-upcaster";
import { draft } from "./testing/drafts";
import { verificationOf } from "./verification-params";

const renames = draft([{ op: "renameType", type: "Settled" }], { toType: "Settled", toVersion: 1 });
const step = (type: string, to: string, version = 1) =>
  codeUpcaster({ type, from: version, to: version + 1, toType: to, title: to, upcast: (data) => data });
const hashWith = (...upcasters: Parameters<typeof compileChain>[0]) =>
  verificationOf(renames, compileChain(upcasters)).chainHash;

test("holds only while every upcaster after the draft is the same, however many types further on", () => {
  const closed = step("Settled", "Closed");
  const known = hashWith(closed);
  expect(known).not.toBe(hashWith());
  expect(hashWith(closed, step("Closed", "Closed", 2))).not.toBe(known);
  expect(hashWith(closed, step("Closed", "Filed", 2))).not.toBe(known);
  expect(hashWith(step("Opened", "Paid", 1), closed)).not.toBe(known);
});

test("holds on when upcasters change that its events never pass", () => {
  expect(hashWith(step("Other", "Another"))).toBe(hashWith());
});
