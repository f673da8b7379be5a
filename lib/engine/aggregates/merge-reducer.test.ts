import { expect, test } from "vitest";
import { compileChain } from "../evolution/chain";
import { stringifyLossless } from "../json";
import { storedEvent } from "../testing/stored-event";
import { mergeReducer } from "./merge-reducer";

function fold(...texts: readonly string[]): string {
  const chain = compileChain([]);
  const events = texts.flatMap((dataText) => chain.upcast(storedEvent({ type: "Noted", dataText })));
  return stringifyLossless(events.reduce(mergeReducer.evolve, mergeReducer.initial));
}

test("lays newer fields over older ones, digit for digit", () => {
  expect(fold('{"amount":41.0,"id":12345678901234567890}', '{"points":0.10}', '{"amount":0.0}')).toBe(
    '{"amount":0.0,"id":12345678901234567890,"points":0.10}',
  );
});

test("keeps data that is no object under the type of its event, and passes over null", () => {
  expect(fold('{"a":1}', "[1.0]", '"text"', "null")).toBe('{"a":1,"Noted":"text"}');
});

test("takes special names as any other", () => {
  expect(fold('{"__proto__":{"x":1}}', '{"constructor":2}')).toBe('{"__proto__":{"x":1},"constructor":2}');
  expect(({} as { x?: unknown }).x).toBeUndefined();
});
