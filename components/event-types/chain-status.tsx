"use client";
import { chainSteps } from "@/components/chain-graph/chain-steps";
import { StatusTag } from "@/components/layout/status-tag";
import type { EventTypeDetail } from "@/lib/api/event-types";
import { formatCounted } from "@/lib/format/number";

/** Whether every stored version of the type leads to the newest one, in words. */
export function ChainStatus({ detail: { nodes, edges, problems } }: { readonly detail: EventTypeDetail }) {
  const gaps = chainSteps(nodes, edges).filter(({ edge }) => edge === null).length;
  if (problems.length > 0) return <StatusTag status="stopped">Not whole</StatusTag>;
  if (gaps > 0) return <StatusTag status="warning">{formatCounted(gaps, "gap")}</StatusTag>;
  return (
    <StatusTag status="ok">{edges.length === 0 ? "One version, nothing to upcast" : "No gaps, no loops"}</StatusTag>
  );
}
