"use client";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RoleButton } from "@/components/actions/role-button";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { UpcasterSet, UpcasterSetList } from "@/lib/api/upcaster-sets";
import { upcasterSetsQuery } from "@/lib/api/upcaster-sets-queries";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { RestoreSetDialog } from "./restore-set-dialog";
import { setChange, setName } from "./set-words";
import classes from "./upcasters-screen.module.css";

interface ActiveSetPanelProps {
  readonly initial: UpcasterSetList;
  readonly role: Role;
}

/** Which upcasters of the console are active, which sets were before, and the way back to each of them. */
export function ActiveSetPanel({ initial, role }: ActiveSetPanelProps) {
  const { data = initial, error, refetch } = useQuery(upcasterSetsQuery(initial));
  const [restoring, setRestoring] = useState<number | null>(null);
  const { sets, previous } = data;
  const [current] = sets;
  const blocked = previous === null ? "No set of upcasters was active before." : null;
  return (
    <Panel
      title="Active set"
      note={current === undefined ? "" : currentWords(current)}
      aside={
        <RoleButton role={role} needs="admin" blocked={blocked} onClick={() => setRestoring(previous)}>
          Roll back to the previous set…
        </RoleButton>
      }
    >
      {error !== null && (
        <ErrorState title="The sets could not be read again" onRetry={() => refetch()} details={String(error.stack)}>
          {error.message} The rows below are those of the last answer.
        </ErrorState>
      )}
      {sets.length < 2 ? (
        <EmptyState icon={IconHistory} title="No upcaster of the console was active yet">
          Each activation, retirement and roll back is kept here as a set, with a way back to it.
        </EmptyState>
      ) : (
        <DataTable
          label="Sets of upcasters"
          columns={columnsFor(role, current?.id ?? 0, setRestoring)}
          rows={sets}
          rowKey={({ id }) => String(id)}
          rowHeight={36}
          virtual={false}
        />
      )}
      <RestoreSetDialog set={restoring} onClose={() => setRestoring(null)} />
    </Panel>
  );
}

function currentWords({ id, upcasters }: UpcasterSet): string {
  if (upcasters.length === 0) return "no upcaster of the console is active";
  return `${setName(id)}: ${formatCounted(upcasters.length, "upcaster")} of the console beside those in code`;
}

function columnsFor(role: Role, current: number, restore: (id: number) => void): readonly Column<UpcasterSet>[] {
  return [
    {
      id: "set",
      header: "Set",
      width: 116,
      cell: ({ id }) => (
        <span className={classes.edge}>
          <span className={classes.title}>{setName(id)}</span>
          {id === current && <Tag tone="success">Active</Tag>}
        </span>
      ),
    },
    {
      id: "change",
      header: "What changed",
      cell: (set) => <span title={setChange(set)}>{setChange(set)}</span>,
    },
    {
      id: "upcasters",
      header: "Upcasters",
      align: "right",
      width: 84,
      priority: 3,
      cell: ({ upcasters }) => <span title={upcasters.map(({ title }) => title).join(", ")}>{upcasters.length}</span>,
    },
    {
      id: "reason",
      header: "Reason",
      width: 220,
      priority: 3,
      cell: ({ reason }) => (
        <span className="secondary" title={reason ?? ""}>
          {reason ?? "—"}
        </span>
      ),
    },
    {
      id: "who",
      header: "Who, when",
      align: "right",
      width: 190,
      priority: 2,
      cell: ({ createdBy, createdAt }) =>
        createdAt === null ? (
          <span className="hint">the beginning</span>
        ) : (
          <span className="secondary">
            {createdBy}, <Time at={createdAt} />
          </span>
        ),
    },
    {
      id: "restore",
      header: "",
      align: "right",
      width: 112,
      cell: ({ id }) =>
        id !== current && (
          <RoleButton
            role={role}
            needs="admin"
            size="compact-xs"
            variant="default"
            aria-label={`Bring back… ${setName(id)}`}
            onClick={() => restore(id)}
          >
            Bring back…
          </RoleButton>
        ),
    },
  ];
}
