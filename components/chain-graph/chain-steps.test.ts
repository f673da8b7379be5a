import { expect, test } from "vitest";
import type { ChainEdge, ChainNode } from "@/lib/api/event-types";
import { chainSteps, isDraftOnly } from "./chain-steps";
import { stepLook } from "./step-look";

const schema = (name: string) => {
  const [type = "", version = ""] = name.split("@");
  return { type, schemaVersion: Number(version) };
};
const node = (name: string, events = 1) => ({ ...schema(name), events, lastAt: null, latest: false }) as ChainNode;
const edge = (from: string, to: string, state: ChainEdge["state"] = "active", id = `${from}>${to}`) =>
  ({ id, title: id, source: "console", state, from: schema(from), to: schema(to) }) as ChainEdge;
const looks = (nodes: ChainNode[], edges: ChainEdge[]) =>
  chainSteps(nodes, edges).map((step) => `${step.from} ${stepLook(step)} ${step.to}`);

test("a whole chain has its upcasters and no gap", () => {
  const nodes = ["P@1", "P@2", "P@3"].map((name) => node(name));
  expect(looks(nodes, [edge("P@1", "P@2"), edge("P@2", "P@3")])).toEqual(["P@1 active P@2", "P@2 active P@3"]);
});

test("a version that nothing leads on from is joined to the next one by a gap", () => {
  const nodes = ["P@1", "P@2", "P@3", "P@4"].map((name) => node(name));
  expect(looks(nodes, [edge("P@1", "P@2"), edge("P@3", "P@4")])).toEqual([
    "P@1 active P@2",
    "P@3 active P@4",
    "P@2 gap P@3",
  ]);
});

test("a draft does not fill a gap, and a version that only a draft makes is none", () => {
  const draft = edge("P@1", "P@2", "draft");
  expect(looks([node("P@1"), node("P@2")], [draft])).toEqual(["P@1 draft P@2", "P@1 gap P@2"]);
  expect(looks([node("P@1"), node("P@2", 0)], [draft])).toEqual(["P@1 draft P@2"]);
  expect(isDraftOnly(node("P@2", 0), [draft])).toBe(true);
  expect(isDraftOnly(node("P@2", 0), [draft, edge("P@2", "P@3")])).toBe(false);
});

test("a type that is read as another one has no gap", () => {
  expect(looks([node("P@1"), node("Q@1")], [edge("P@1", "Q@1")])).toEqual(["P@1 active Q@1"]);
});

test("a split is one upcaster with several steps, and not broken", () => {
  const split = [edge("P@1", "Q@1", "active", "split"), edge("P@1", "R@1", "active", "split")];
  const steps = chainSteps([node("P@1"), node("Q@1", 0), node("R@1", 0)], split);
  expect(steps.map(stepLook)).toEqual(["active", "active"]);
  expect(new Set(steps.map(({ id }) => id)).size).toBe(2);
});

test("two ways from one version, a way back and a circle are red", () => {
  const nodes = ["P@1", "P@2", "P@3"].map((name) => node(name));
  expect(looks(nodes.slice(0, 2), [edge("P@1", "P@2"), edge("P@1", "P@2", "draft", "other")])).toEqual([
    "P@1 broken P@2",
    "P@1 broken draft P@2",
  ]);
  expect(looks([node("A@1"), node("B@1")], [edge("A@1", "B@1"), edge("B@1", "A@1")])).toEqual([
    "A@1 broken B@1",
    "B@1 broken A@1",
  ]);
  expect(looks(nodes.slice(0, 2), [edge("P@2", "P@1")]).at(0)).toBe("P@2 broken P@1");
});
