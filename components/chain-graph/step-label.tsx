"use client";
import type { NodeProps } from "@xyflow/react";
import Link from "next/link";
import { upcasterHref } from "@/components/upcasters/upcaster-href";
import classes from "./chain-graph.module.css";
import type { LabelFlowNode } from "./flow-elements";
import { stepLook, stepWords } from "./step-look";

/** The words of an upcaster at its line: its title, where it is written, how far it is. */
export function StepLabel({ data: { step, current, stacked } }: NodeProps<LabelFlowNode>) {
  const title = step.edge === null ? "No upcaster" : step.edge.title || "this draft";
  const words = stepWords(step);
  const text = (
    <>
      <b>{title}</b>
      <small>{words}</small>
    </>
  );
  const props = { className: classes.label, "data-look": stepLook(step), "data-stacked": stacked || undefined };
  // A draft that was never saved has no page yet.
  if (step.edge === null || current || step.edge.id === "draft") {
    return (
      <span
        {...props}
        data-current={current || undefined}
        aria-current={current ? "page" : undefined}
        title={`${title}, ${words}`}
      >
        {text}
      </span>
    );
  }
  return (
    <Link {...props} href={upcasterHref(step.edge.id)} title={`${title}, ${words}`}>
      {text}
    </Link>
  );
}
