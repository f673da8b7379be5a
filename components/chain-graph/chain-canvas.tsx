"use client";
import "@xyflow/react/dist/base.css";
import { UnstyledButton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { ReactFlow } from "@xyflow/react";
import { type CSSProperties, useMemo, useState } from "react";
import { StatusIcon } from "@/components/layout/status-tag";
import type { ChainEdge, ChainNode, ChainProblem } from "@/lib/api/event-types";
import classes from "./chain-graph.module.css";
import { chainSteps, nodeKey } from "./chain-steps";
import { ChainTable } from "./chain-table";
import { drawChain } from "./draw-chain";
import { stackedHeight } from "./draw-stacked";
import { flowElements } from "./flow-elements";
import { placeChain } from "./place-chain";
import { StepArrow } from "./step-arrow";
import { StepLabel } from "./step-label";
import { VersionCard } from "./version-card";

interface ChainCanvasProps {
  readonly nodes: readonly ChainNode[];
  readonly edges: readonly ChainEdge[];
  readonly problems: readonly ChainProblem[];
  /** The upcaster that the page is about. */
  readonly current?: string | null;
}

const NODE_TYPES = { version: VersionCard, label: StepLabel };
const EDGE_TYPES = { step: StepArrow };

/** The graph, drawn by xyflow at the places that our layout gives it; or the same as a table. */
export function ChainCanvas({ nodes, edges, problems, current = null }: ChainCanvasProps) {
  const { ref, width } = useElementSize<HTMLElement>();
  const [asTable, setAsTable] = useState(false);
  const steps = useMemo(() => chainSteps(nodes, edges), [nodes, edges]);
  const placed = useMemo(() => placeChain(nodes.map(nodeKey), steps), [nodes, steps]);
  const drawn = drawChain(placed, steps, width === 0 ? null : width);
  const size = { width: drawn.width, height: drawn.height };
  return (
    <figure
      ref={ref}
      className={classes.figure}
      style={{ "--stacked-height": `${stackedHeight(placed)}px` } as CSSProperties}
    >
      <figcaption className={classes.switch}>
        <UnstyledButton onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
          {asTable ? "Graph" : "Table"}
        </UnstyledButton>
      </figcaption>
      {asTable ? (
        <ChainTable nodes={nodes} steps={steps} />
      ) : (
        <div className={classes.scroller} data-measured={width > 0 || undefined}>
          <div className={classes.graph} style={size}>
            <ReactFlow
              aria-label="Chain of versions"
              {...size}
              {...flowElements({ nodes, edges, steps, drawn, current })}
              nodeTypes={NODE_TYPES}
              edgeTypes={EDGE_TYPES}
              minZoom={1}
              maxZoom={1}
              panOnDrag={false}
              zoomOnScroll={false}
              zoomOnPinch={false}
              zoomOnDoubleClick={false}
              preventScrolling={false}
              nodesDraggable={false}
              nodesConnectable={false}
              nodesFocusable={false}
              edgesFocusable={false}
              elementsSelectable={false}
              disableKeyboardA11y
              proOptions={{ hideAttribution: true }}
            />
          </div>
        </div>
      )}
      {problems.length > 0 && (
        <ul className={classes.problems}>
          {problems.map(({ message }) => (
            <li key={message}>
              <StatusIcon status="stopped" />
              {sentence(message)}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function sentence(message: string): string {
  const end = /[.!?]$/.test(message) ? "" : ".";
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${end}`;
}
