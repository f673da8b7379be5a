import { expect, test } from "vitest";
import { type BuiltAndToday, recommendationOf } from "./recommendation";

const same: BuiltAndToday = {
  built: { definitionVersion: 2, definitionHash: "d2", upcasterHash: "u1" },
  today: { definitionVersion: 2, definitionHash: "d2", upcasterHash: "u1" },
  upcast: true,
};
const today = (change: Partial<BuiltAndToday["today"]>) => ({ ...same, today: { ...same.today, ...change } });

test("a read model that is what would be built today needs no rebuild", () => {
  expect(recommendationOf(same, [])).toBeNull();
  expect(recommendationOf(today({ upcasterHash: null }), [])).toBeNull();
  expect(recommendationOf({ ...today({ upcasterHash: "u2" }), upcast: false }, [])).toBeNull();
});

test("code that changed under the same version, a newer version, and other upcasters are told apart", () => {
  expect(recommendationOf(today({ definitionHash: "d2'" }), [])).toMatchObject({
    kind: "definition",
    words: "code changed",
    why: expect.stringContaining("its version did not"),
  });
  expect(recommendationOf(today({ definitionHash: "d3", definitionVersion: 3 }), [])).toMatchObject({
    kind: "definition",
    words: "definition v3 waits",
  });
  expect(recommendationOf(today({ upcasterHash: "u2" }), [])).toMatchObject({
    kind: "upcasters",
    words: "built with older upcasters",
  });
});

test("an ignored recommendation comes back when what it would be built with changes again", () => {
  const first = recommendationOf(today({ upcasterHash: "u2" }), []);
  const ignored = [{ builtWith: first?.builtWith ?? "", by: "Ines", at: new Date(0), reason: "only a label" }];
  expect(recommendationOf(today({ upcasterHash: "u2" }), ignored)?.ignored).toMatchObject({ by: "Ines" });
  expect(recommendationOf(today({ upcasterHash: "u3" }), ignored)?.ignored).toBeNull();
});
