"use client";
import { ShownText } from "@/components/layout/shown-text";
import "@xyflow/react/dist/base.css";
import { type Edge, Handle, type Node, type NodeProps, Position, ReactFlow } from "@xyflow/react";
import Link from "next/link";
import { useMemo } from "react";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Time } from "@/components/layout/time";
import { streamHref } from "@/lib/format/stream-url";
import type { CausationNode } from "./causation-tree";
import classes from "./correlation.module.css";

const NODE = { width: 256, height: 60 };
const STEP = { x: 56, y: 76 };
const OUT = { left: STEP.x / 2 };

type EventNode = Node<CausationNode & Record<string, unknown>, "event">;

/** The tree as a graph, effects under their cause and to its right; drag or scroll to move. */
export function CausationGraph({ nodes }: { readonly nodes: readonly CausationNode[] }) {
  const graph = useMemo(() => ({ nodes: nodes.map(toNode), edges: nodes.flatMap(toEdge) }), [nodes]);
  return (
    <div className={classes.graph}>
      <ReactFlow
        nodes={graph.nodes}
        edges={graph.edges}
        nodeTypes={NODE_TYPES}
        defaultViewport={{ x: 20, y: 20, zoom: 1 }}
        minZoom={0.2}
        maxZoom={1}
        panOnScroll
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements={nodes.length > 200}
        proOptions={{ hideAttribution: true }}
      />
    </div>
  );
}

function toNode(node: CausationNode, row: number): EventNode {
  return {
    ...NODE,
    id: node.event.position,
    type: "event",
    position: { x: node.depth * STEP.x, y: row * STEP.y },
    data: { ...node },
  };
}

function toEdge({ event, cause }: CausationNode): Edge[] {
  if (cause === null) return [];
  return [{ id: event.position, source: cause.position, target: event.position, type: "smoothstep" }];
}

function EventCard({ data: { event } }: NodeProps<EventNode>) {
  const { type, streamId, version, occurredAt } = event;
  return (
    <Link className={`nopan ${classes.card}`} href={streamHref(streamId, `version=${version}`)} prefetch={false}>
      <Handle type="target" position={Position.Left} className={classes.handle ?? ""} />
      <EventTypeName type={type} schema={`v${event.schemaVersion}`} />
      <span className={classes.where}>
        <span className={`mono ${classes.cut}`}>
          <ShownText text={streamId} />
        </span>{" "}
        <Time at={occurredAt} show="exact" weekday={false} />
      </span>
      <Handle type="source" position={Position.Bottom} style={OUT} className={classes.handle ?? ""} />
    </Link>
  );
}

const NODE_TYPES = { event: EventCard };
