"use client";
import { Button } from "@mantine/core";
import { IconPlus, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import type { OperatorAccount } from "@/lib/queries/access/operators";
import { type Column, DataTable } from "../layout/data-table";
import { EmptyState } from "../layout/empty-state";
import { Panel } from "../layout/panel";
import { Tag } from "../layout/status-tag";
import { Time } from "../layout/time";
import { CreateOperatorDialog } from "./create-operator-dialog";
import { OperatorActions } from "./operator-actions";
import classes from "./settings.module.css";

/** Who may sign in, and as what; for admins. */
export function OperatorsPanel({
  operators,
  me,
}: {
  readonly operators: readonly OperatorAccount[] | null;
  readonly me: string;
}) {
  const [creating, setCreating] = useState(false);
  if (operators === null) {
    return (
      <Panel title="Operators">
        <EmptyState icon={IconUsers} title="Admins manage operators">
          Your role does not see the accounts. Who did what stands in the audit.
        </EmptyState>
      </Panel>
    );
  }
  const columns: readonly Column<OperatorAccount>[] = [
    {
      id: "name",
      header: "Name",
      cell: (account) => (
        <>
          <span className={classes.name}>{account.name}</span>
          {account.id === me && <span className="hint"> you</span>}
        </>
      ),
    },
    { id: "email", header: "Email", priority: 2, cell: (account) => account.email },
    {
      id: "role",
      header: "Role",
      width: 90,
      cell: (account) => <Tag tone={account.role === "admin" ? "accent" : "neutral"}>{account.role}</Tag>,
    },
    {
      id: "seen",
      header: "Last signed in",
      align: "right",
      width: 130,
      priority: 2,
      cell: (account) => {
        if (account.disabled) return <Tag tone="danger">disabled</Tag>;
        return account.lastSignedInAt === null ? "never" : <Time at={account.lastSignedInAt} />;
      },
    },
    {
      id: "actions",
      header: <span className="hint">Actions</span>,
      align: "right",
      width: 72,
      cell: (account) => <OperatorActions account={account} />,
    },
  ];
  return (
    <Panel
      title="Operators"
      aside={
        <Button leftSection={<IconPlus size={14} />} onClick={() => setCreating(true)}>
          New operator…
        </Button>
      }
    >
      <DataTable
        label="Operators"
        columns={columns}
        rows={operators}
        rowKey={(account) => account.id}
        rowHeight={36}
        virtual={false}
        rowTone={(account) => (account.disabled ? "muted" : undefined)}
      />
      <CreateOperatorDialog opened={creating} onClose={() => setCreating(false)} />
    </Panel>
  );
}
