import { type Edge, type Node, type NodeHandle, Position } from "@xyflow/react";
import type { ChainEdge, ChainNode } from "@/lib/api/event-types";
import { type ChainStep, isDraftOnly, nodeKey } from "./chain-steps";
import type { Box, DrawnChain, DrawnStep } from "./drawn-chain";

export type VersionFlowNode = Node<
  { readonly node: ChainNode; readonly draft: boolean; readonly severalTypes: boolean; readonly stacked: boolean },
  "version"
>;
export type LabelFlowNode = Node<
  { readonly step: ChainStep; readonly current: boolean; readonly stacked: boolean },
  "label"
>;
export type StepFlowEdge = Edge<{ readonly drawn: DrawnStep; readonly step: ChainStep }, "step">;

interface Graph {
  readonly nodes: readonly ChainNode[];
  readonly edges: readonly ChainEdge[];
  readonly steps: readonly ChainStep[];
  readonly drawn: DrawnChain;
  readonly current: string | null;
}

/** What xyflow is given: fixed sizes and handles, so that a server draws it too; each label after the version it leaves. */
export function flowElements({ nodes, edges, steps, drawn, current }: Graph): {
  nodes: (VersionFlowNode | LabelFlowNode)[];
  edges: StepFlowEdge[];
} {
  const { stacked } = drawn;
  const severalTypes = nodes.some(({ type }) => type !== nodes[0]?.type);
  const labelsOf = (key: string) =>
    steps.flatMap((step): LabelFlowNode[] => {
      const box = drawn.steps.get(step.id)?.label;
      if (step.from !== key || box === undefined) return [];
      const data = { step, current: step.edge !== null && step.edge.id === current, stacked };
      return [{ ...at(box), id: step.id, type: "label", data }];
    });
  return {
    nodes: nodes.flatMap((node): (VersionFlowNode | LabelFlowNode)[] => {
      const key = nodeKey(node);
      const box = drawn.nodes.get(key);
      if (box === undefined) return [];
      const data = { node, draft: isDraftOnly(node, edges), severalTypes, stacked };
      return [{ ...at(box), id: key, type: "version", data, handles: handles(box, stacked) }, ...labelsOf(key)];
    }),
    edges: steps.flatMap((step): StepFlowEdge[] => {
      const drawnStep = drawn.steps.get(step.id);
      if (drawnStep === undefined) return [];
      return [
        {
          id: step.id,
          source: step.from,
          target: step.to,
          type: "step",
          data: { drawn: drawnStep, step },
          // Its label says in words what it is.
          domAttributes: { "aria-hidden": true },
        },
      ];
    }),
  };
}

// xyflow would call each of them a "node" to those who hear it; the links inside say more.
const UNNAMED = { domAttributes: { "aria-roledescription": undefined } } as const;

function at({ x, y, width, height }: Box) {
  return { position: { x, y }, width, height, ...UNNAMED };
}

function handles({ width, height }: Box, stacked: boolean): NodeHandle[] {
  return stacked
    ? [
        { type: "target", position: Position.Top, x: width / 2, y: 0 },
        { type: "source", position: Position.Bottom, x: width / 2, y: height },
      ]
    : [
        { type: "target", position: Position.Left, x: 0, y: height / 2 },
        { type: "source", position: Position.Right, x: width, y: height / 2 },
      ];
}
