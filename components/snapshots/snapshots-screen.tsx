"use client";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RoleButton } from "@/components/actions/role-button";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { QueryError } from "@/components/lists/query-error";
import type { SnapshotGroup, SnapshotOverview } from "@/lib/api/snapshots";
import { snapshotsQuery } from "@/lib/api/snapshots-queries";
import type { Role } from "@/lib/auth/role";
import { formatBytes, formatCount, formatCounted } from "@/lib/format/number";
import { DamagedNotice } from "./damaged-notice";
import { DropSnapshotsDialog } from "./drop-snapshots-dialog";
import { PoliciesTable } from "./policies-table";
import { SnapshotGroupsTable } from "./snapshot-groups-table";

interface SnapshotsScreenProps {
  readonly initial: SnapshotOverview;
  readonly role: Role;
}

/** The snapshots that there are, which of them nobody uses any more, and how often they are kept. */
export function SnapshotsScreen({ initial, role }: SnapshotsScreenProps) {
  const { data, error, refetch } = useQuery(snapshotsQuery(initial));
  const [dropping, setDropping] = useState(false);
  const { groups, policies, check } = data ?? initial;
  const [all, stale] = [totalOf(groups), totalOf(groups.filter((group) => group.stale))];
  return (
    <>
      <PageHeader
        title="Snapshots"
        facts={
          <span>
            {formatCounted(all.snapshots, "snapshot")}, {formatBytes(all.bytes)}
          </span>
        }
        actions={
          stale.snapshots > 0 && (
            <RoleButton
              role={role}
              needs="operator"
              leftSection={<IconTrash size={14} aria-hidden="true" />}
              onClick={() => setDropping(true)}
            >
              Drop {formatCounted(stale.snapshots, "stale snapshot")}, {formatBytes(stale.bytes)}…
            </RoleButton>
          )
        }
      />
      <PageBody>
        {error !== null && (
          <QueryError title="Snapshots could not be read again" error={error} onRetry={() => void refetch()} />
        )}
        {check.damaged > 0 && <DamagedNotice check={check} />}
        <Panel title="By category and reducer" note={checkedWords(check, all.snapshots)}>
          <SnapshotGroupsTable groups={groups} role={role} />
        </Panel>
        <Panel title="How often they are kept" note="the categories with the longest streams first">
          <PoliciesTable policies={policies} role={role} />
        </Panel>
      </PageBody>
      {dropping && (
        <DropSnapshotsDialog
          droppable={{
            ...stale,
            which: "Made with reducers or upcasters that are no longer in use: nobody reads them.",
            fields: { stale: "true" },
          }}
          onClose={() => setDropping(false)}
        />
      )}
    </>
  );
}

function totalOf(groups: readonly SnapshotGroup[]): { readonly snapshots: number; readonly bytes: number } {
  return {
    snapshots: groups.reduce((sum, { snapshots }) => sum + snapshots, 0),
    bytes: groups.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function checkedWords({ checked, damaged }: SnapshotOverview["check"], all: number): string {
  if (all === 0) return "none yet";
  const which = checked < all ? `the newest ${formatCount(checked)} of ${formatCount(all)}` : `all ${formatCount(all)}`;
  return damaged === 0 ? `${which} checked, none damaged` : `${which} checked, ${formatCount(damaged)} damaged`;
}
