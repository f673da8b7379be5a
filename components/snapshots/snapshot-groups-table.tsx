"use client";
import { useState } from "react";
import { RoleButton } from "@/components/actions/role-button";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { ShownText } from "@/components/layout/shown-text";
import { StatusTag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { SnapshotGroup } from "@/lib/api/snapshots";
import type { Role } from "@/lib/auth/role";
import { formatBytes, formatCount } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { DropSnapshotsDialog } from "./drop-snapshots-dialog";

interface SnapshotGroupsTableProps {
  readonly groups: readonly SnapshotGroup[];
  readonly role: Role;
}

const keyOf = ({ category, hash }: SnapshotGroup) => `${category} ${hash}`;

/** One row for what a reducer has made of a category: how many, how large, how new, and whether they are in use. */
export function SnapshotGroupsTable({ groups, role }: SnapshotGroupsTableProps) {
  const [dropping, setDropping] = useState<SnapshotGroup | null>(null);
  return (
    <>
      <DataTable
        label="Snapshots"
        columns={columns(role, setDropping)}
        rows={groups}
        rowKey={keyOf}
        rowHeight={36}
        virtual={false}
        rowTone={({ stale }) => (stale ? "muted" : undefined)}
        empty={
          <EmptyState title="No snapshots are kept">
            Every state is folded from its first event. A fold through more events than the policy says keeps one.
          </EmptyState>
        }
      />
      {dropping !== null && (
        <DropSnapshotsDialog
          droppable={{
            ...dropping,
            which: (
              <>
                Of{" "}
                <span className="mono">
                  <ShownText text={dropping.category} />
                </span>
                , made by {dropping.reducer} v{dropping.reducerVersion}
                {dropping.stale ? " with what is no longer in use" : ""}.
              </>
            ),
            fields: { category: dropping.category, hash: dropping.hash },
          }}
          onClose={() => setDropping(null)}
        />
      )}
    </>
  );
}

function columns(role: Role, onDrop: (group: SnapshotGroup) => void): readonly Column<SnapshotGroup>[] {
  return [
    {
      id: "category",
      header: "Category",
      cell: ({ category }) => (
        <span className="mono">
          <ShownText text={category} />
        </span>
      ),
    },
    {
      id: "reducer",
      header: "Reducer",
      width: 180,
      priority: 2,
      cell: ({ reducer, reducerVersion }) => (
        <>
          {reducer} <span className="hint">v{reducerVersion}</span>
        </>
      ),
    },
    {
      id: "status",
      header: "Status",
      width: 110,
      cell: ({ stale, hash }) => (
        <span title={`Made with ${hash}`}>
          <StatusTag status={stale ? "warning" : "ok"}>{stale ? "Stale" : "In use"}</StatusTag>
        </span>
      ),
    },
    {
      id: "snapshots",
      header: "Snapshots",
      align: "right",
      width: 96,
      cell: ({ snapshots }) => formatCount(snapshots),
    },
    {
      id: "streams",
      header: "Streams",
      align: "right",
      width: 88,
      priority: 2,
      cell: ({ streams }) => formatCount(streams),
    },
    { id: "bytes", header: "Size", align: "right", width: 88, priority: 2, cell: ({ bytes }) => formatBytes(bytes) },
    {
      id: "newest",
      header: "Newest",
      align: "right",
      width: 120,
      priority: 2,
      cell: ({ newestAt }) => <Time at={newestAt} />,
    },
    {
      id: "drop",
      header: "",
      align: "right",
      width: 92,
      cell: (group) => (
        <RoleButton
          role={role}
          needs="operator"
          aria-label={`Drop those of ${visibleText(group.category)} by ${group.reducer} v${group.reducerVersion}…`}
          onClick={() => onDrop(group)}
        >
          Drop…
        </RoleButton>
      ),
    },
  ];
}
