import { expect, test } from "vitest";
import { ExpressionError } from "../evolution/cel/parse";
import { parseLossless } from "../json";
import { storedEvent } from "../testing/stored-event";
import { stateCondition } from "./state-condition";

const holds = (text: string, state: string, data = "{}") =>
  stateCondition(text).holds(parseLossless(state), storedEvent({ dataText: data }));

test.each([
  ["state.outstanding < 0.0", '{"outstanding":-0.01}', true],
  ["state.outstanding < 0.0", '{"outstanding":0.00}', false],
  ["state.outstanding < 0", '{"outstanding":-1}', true],
  ["state.a + state.b == 0.3", '{"a":0.1,"b":0.2}', true],
  ["state.n == 9007199254740993", '{"n":9007199254740992}', false],
  ["state.n == 9007199254740993", '{"n":9007199254740993}', true],
  ["state.n > 9007199254740992", '{"n":9007199254740993}', true],
  ["state.n * 3 == 27021597764222979", '{"n":9007199254740993}', true],
  ["state.n in [41, 42]", '{"n":41.0}', true],
  ["state.lines.all(line, line.price * line.count == line.sum)", '{"lines":[{"price":0.1,"count":3,"sum":0.3}]}', true],
])("%s of %s", (text, state, expected) => {
  expect(holds(text, state)).toBe(expected);
});

test("sees the event's data by its digits, and what it says about itself", () => {
  const data = '{"amount":9007199254740993}';
  expect(holds("state.sum == data.amount && data.amount % 10 == 3", '{"sum":9007199254740993}', data)).toBe(true);
  expect(holds("event.version == 1 && event.type != ''", "{}", data)).toBe(true);
});

test("refuses what is no condition, and names what it does not know", () => {
  expect(() => holds("state.n", '{"n":1}')).toThrow(ExpressionError);
  expect(() => stateCondition("item.n == 1")).toThrow("item");
});
