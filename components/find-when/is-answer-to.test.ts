import { expect, test } from "vitest";
import { isAnswerTo } from "./is-answer-to";

const answer = { category: "order", condition: "state.paid > 0.0", reducer: { name: "order" } };
const question = { category: "order", condition: " state.paid > 0.0 " };

test("what was read answers the question of its category, its condition and its reducer", () => {
  expect(isAnswerTo(answer, question, false)).toBe(true);
  expect(isAnswerTo(answer, { ...question, reducer: "order" }, true)).toBe(true);
  expect(isAnswerTo(answer, { ...question, category: "stock" }, false)).toBe(false);
  expect(isAnswerTo(answer, { ...question, condition: "true" }, false)).toBe(false);
});

test("what was read with one reducer is no answer with another", () => {
  expect(isAnswerTo(answer, { ...question, reducer: "order-v2" }, true)).toBe(false);
  expect(isAnswerTo(answer, question, true)).toBe(false);
});
