import { expect, test } from "vitest";
import { compileChain } from "../evolution/chain";
import { codeUpcaster } from "../evolution/code-upcaster";
import { reducer, reducerHash } from "./reducer";

const count = { name: "count", category: "account", initial: 0, evolve: (state: number) => state + 1 };
const upcaster = (type: string) => codeUpcaster({ type, from: 1, to: 2, title: "t", upcast: (data) => data });
const none = compileChain([]);

test("the hash of a reducer changes with its name, version, category, initial state and definition", () => {
  const hash = reducerHash(reducer(count), none);
  expect(reducerHash(reducer({ ...count }), none)).toBe(hash);
  for (const changed of [
    { name: "other" },
    { version: 2 },
    { initial: 1 },
    { category: "other" },
    { fingerprint: "x" },
  ]) {
    expect(reducerHash(reducer({ ...count, ...changed }), none)).not.toBe(hash);
  }
});

test("the hash of a reducer changes with the upcasters that feed it, and with no others", () => {
  const typed = reducer({ ...count, types: ["Paid"] });
  expect(reducerHash(typed, compileChain([upcaster("Paid")]))).not.toBe(reducerHash(typed, none));
  expect(reducerHash(typed, compileChain([upcaster("Other")]))).toBe(reducerHash(typed, none));
  expect(reducerHash(reducer(count), compileChain([upcaster("Other")]))).not.toBe(reducerHash(reducer(count), none));
});
