"use client";
import Link from "next/link";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { upcasterHref } from "@/components/upcasters/upcaster-href";
import type { ChainNode } from "@/lib/api/event-types";
import { formatCount } from "@/lib/format/number";
import { type ChainStep, nodeKey } from "./chain-steps";
import { stepWords } from "./step-look";

interface ChainTableProps {
  readonly nodes: readonly ChainNode[];
  readonly steps: readonly ChainStep[];
}

interface Row {
  readonly node: ChainNode;
  readonly step: ChainStep | null;
}

/** The graph in rows: every version, and what leads on from it. */
export function ChainTable({ nodes, steps }: ChainTableProps) {
  const rows = nodes.flatMap((node): Row[] => {
    const on = steps.filter(({ from }) => from === nodeKey(node));
    return on.length === 0 ? [{ node, step: null }] : on.map((step) => ({ node, step }));
  });
  return (
    <DataTable
      label="Chain of versions"
      columns={COLUMNS}
      rows={rows}
      rowKey={({ node, step }) => step?.id ?? nodeKey(node)}
      virtual={false}
      empty={<EmptyState title="No version is known" />}
    />
  );
}

const COLUMNS: readonly Column<Row>[] = [
  { id: "from", header: "Version", cell: ({ node }) => `${node.type} v${node.schemaVersion}` },
  { id: "events", header: "Stored", align: "right", width: 110, cell: ({ node }) => formatCount(node.events) },
  { id: "step", header: "Upcaster", cell: ({ step }) => <StepLink step={step} /> },
  { id: "to", header: "Makes", cell: ({ step }) => (step?.edge == null ? "—" : toWords(step.edge.to)) },
  {
    id: "state",
    header: "State",
    width: 130,
    priority: 2,
    cell: ({ step }) => (step === null ? "—" : stepWords(step)),
  },
];

function StepLink({ step }: { readonly step: ChainStep | null }) {
  if (step === null) return <>read as it is</>;
  if (step.edge === null) return <>none, a gap</>;
  if (step.edge.id === "draft") return <>{step.edge.title || "this draft"}</>;
  return <Link href={upcasterHref(step.edge.id)}>{step.edge.title}</Link>;
}

function toWords({ type, schemaVersion }: { readonly type: string; readonly schemaVersion: number }): string {
  return `${type} v${schemaVersion}`;
}
