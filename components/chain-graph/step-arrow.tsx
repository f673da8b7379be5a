"use client";
import type { EdgeProps } from "@xyflow/react";
import classes from "./chain-graph.module.css";
import type { StepFlowEdge } from "./flow-elements";
import { stepLook } from "./step-look";

/** The line of an upcaster: dashed for a draft, red where the chain is broken. */
export function StepArrow({ data }: EdgeProps<StepFlowEdge>) {
  if (data === undefined) return null;
  const { drawn, step } = data;
  return (
    <g className={classes.arrow} data-look={stepLook(step)}>
      <path d={drawn.path} />
      <path d={drawn.head} data-head />
    </g>
  );
}
