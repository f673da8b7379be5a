import { expect, test } from "vitest";
import type { ChainEdge } from "@/lib/api/event-types";
import { chainGraph } from "./chain-graph";

const at = new Date("2026-03-03T14:00:00Z");
const count = (type: string, schemaVersion: number, events: number) => ({
  type,
  schemaVersion,
  events,
  firstPosition: 1n,
  lastPosition: 9n,
  firstAt: at,
  lastAt: at,
});
const edge = (from: [string, number], to: [string, number], state: ChainEdge["state"] = "active"): ChainEdge => ({
  id: `${from.join("@")}>${to.join("@")}`,
  title: "step",
  source: "code",
  state,
  from: { type: from[0], schemaVersion: from[1] },
  to: { type: to[0], schemaVersion: to[1] },
});
const names = (nodes: readonly { type: string; schemaVersion: number }[]) =>
  nodes.map((node) => `${node.type}@${node.schemaVersion}`);

test("lays a chain out oldest first, with versions that were never stored", () => {
  const counts = [count("Opened", 3, 6), count("Opened", 1, 24), count("Closed", 1, 3)];
  const { nodes } = chainGraph("Opened", counts, [
    edge(["Opened", 2], ["Opened", 3]),
    edge(["Opened", 1], ["Opened", 2]),
  ]);
  expect(names(nodes)).toEqual(["Opened@1", "Opened@2", "Opened@3"]);
  expect(nodes.map((node) => node.events)).toEqual([24, 0, 6]);
  expect(nodes.map((node) => node.latest)).toEqual([false, false, true]);
});

test("follows a renamed type in both directions, and leaves unrelated types out", () => {
  const edges = [edge(["LimitSet", 1], ["LimitChanged", 1]), edge(["LimitChanged", 1], ["LimitChanged", 2])];
  const counts = [count("LimitSet", 1, 8), count("LimitChanged", 2, 10), count("Closed", 1, 3)];
  expect(names(chainGraph("LimitChanged", counts, edges).nodes)).toEqual([
    "LimitSet@1",
    "LimitChanged@1",
    "LimitChanged@2",
  ]);
});

test("a draft does not make the version it reads an old one", () => {
  const graph = chainGraph("Paid", [count("Paid", 2, 10)], [edge(["Paid", 2], ["Paid", 3], "draft")]);
  expect(graph.nodes.map((node) => node.latest)).toEqual([true, true]);
});

test("a circle is laid out all the same", () => {
  const edges = [edge(["A", 1], ["A", 2]), edge(["A", 2], ["A", 1])];
  expect(chainGraph("A", [], edges).nodes).toHaveLength(2);
});
