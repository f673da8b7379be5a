import { expect, test } from "vitest";
import { addToShape, emptyShape } from "../data-shape";
import { checkExpression } from "./check";

const shape = emptyShape();
for (const data of [
  { amount: 1, feeRate: 0.1, "vehicle class": "A", name: "x" },
  { amount: 2, feeRate: 0.2, "vehicle class": "B", name: "y" },
  { amount: 3 },
]) {
  addToShape(shape, data);
}
const scope = { in: "upcaster", row: null, shapes: [{ type: "Payment", shape }] } as const;
const problems = (text: string) => checkExpression(text, scope).problems;

/** The text with the first problem's fix in it. */
function fixed(text: string): string {
  const fix = problems(text)[0]?.fix;
  return fix === undefined ? text : text.slice(0, fix.from) + fix.text + text.slice(fix.to);
}

test("a field that some events lack is a warning at its place, with what to write instead", () => {
  const [problem] = problems("round(data.amount * data.feeRate)");
  expect(problem).toMatchObject({ severity: "warning", from: 25, to: 32 });
  expect(problem?.message).toBe("data.feeRate is missing in 1 of 3 events looked at. Try has(data.feeRate) ? … : 0");
  expect(fixed("round(data.amount * data.feeRate)")).toBe(
    "round(data.amount * (has(data.feeRate) ? data.feeRate : 0))",
  );
  expect(fixed("data.name")).toBe('has(data.name) ? data.name : ""');
});

test("what the fix makes has nothing wrong with it any more", () => {
  for (const text of ["data.feeRate", "data.name + '!'", 'data["vehicle class"]']) {
    expect(problems(fixed(text))).toEqual([]);
  }
});

test("a name that is nearly right can be put right", () => {
  expect(fixed("data.amuont * 100")).toBe("data.amount * 100");
  expect(fixed("rond(data.amount)")).toBe("round(data.amount)");
});

test("an upcaster has neither a row nor what only folds know", () => {
  expect(problems("row.total")).toMatchObject([{ severity: "error", message: "An upcaster has no row." }]);
  expect(problems("coalesce(data.amount, 0)")).toMatchObject([{ severity: "error", from: 0, to: 8 }]);
});

test("types that do not go together are told before anything runs", () => {
  expect(problems("data.amount + data.name").some(({ severity }) => severity === "error")).toBe(true);
});
