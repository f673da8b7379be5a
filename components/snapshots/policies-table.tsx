"use client";
import { useState } from "react";
import { RoleButton } from "@/components/actions/role-button";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import { TwoLines } from "@/components/layout/two-lines";
import type { SnapshotPolicy } from "@/lib/api/snapshots";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { PolicyDialog } from "./policy-dialog";

interface PoliciesTableProps {
  readonly policies: readonly SnapshotPolicy[];
  readonly role: Role;
}

/** One row a category: after how many events a snapshot is kept, and who decided so. */
export function PoliciesTable({ policies, role }: PoliciesTableProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const policy = policies.find(({ category }) => category === chosen);
  return (
    <>
      <DataTable
        label="How often snapshots are kept"
        columns={columns(role, setChosen)}
        rows={policies}
        rowKey={({ category }) => category}
        rowHeight={44}
        virtual={false}
        empty={<EmptyState title="No streams yet">Each category appears here with its first stream.</EmptyState>}
      />
      {policy !== undefined && <PolicyDialog policy={policy} onClose={() => setChosen(null)} />}
    </>
  );
}

function columns(role: Role, onChange: (category: string) => void): readonly Column<SnapshotPolicy>[] {
  return [
    {
      id: "category",
      header: "Category",
      cell: ({ category, streams }) => (
        <TwoLines
          first={
            <span className="mono">
              <ShownText text={category} />
            </span>
          }
          second={formatCounted(streams, "stream")}
          title={visibleText(category)}
        />
      ),
    },
    {
      id: "longest",
      header: "Longest stream",
      align: "right",
      width: 130,
      priority: 2,
      cell: ({ longest }) => formatCounted(longest, "event"),
    },
    { id: "every", header: "A snapshot every", width: 150, cell: (policy) => everyWords(policy) },
    {
      id: "by",
      header: "Decided by",
      width: 190,
      priority: 2,
      cell: ({ decided, reducer }) =>
        decided === null ? (
          <span className="secondary">{reducer.name}</span>
        ) : (
          <TwoLines first={decided.by} second={<Time at={decided.at} />} />
        ),
    },
    {
      id: "change",
      header: "",
      align: "right",
      width: 110,
      cell: ({ category }) => (
        <RoleButton
          role={role}
          needs="operator"
          aria-label={`Change ${visibleText(category)}…`}
          onClick={() => onChange(category)}
        >
          Change…
        </RoleButton>
      ),
    },
  ];
}

function everyWords({ decided, reducer }: SnapshotPolicy): string {
  const every = decided === null ? reducer.every : decided.every;
  return every === null ? "never" : `${formatCount(every)} ${every === 1 ? "event" : "events"}`;
}
