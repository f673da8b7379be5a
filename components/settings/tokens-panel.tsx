"use client";
import { Button, Select, TextInput } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { createApiTokenAction, revokeApiTokenAction } from "@/lib/actions/api-tokens";
import type { ApiTokenInfo } from "@/lib/queries/access/api-tokens";
import { ActionDialog } from "../actions/action-dialog";
import { type Column, DataTable } from "../layout/data-table";
import { EmptyState } from "../layout/empty-state";
import { Panel } from "../layout/panel";
import { Tag } from "../layout/status-tag";
import { Time } from "../layout/time";
import { ROLE_CHOICES } from "./role-choices";
import { SecretDialog } from "./secret-dialog";
import classes from "./settings.module.css";

const EXPIRIES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "never", label: "No end" },
];

/** The bearer tokens of the HTTP API; for admins. */
export function TokensPanel({ tokens }: { readonly tokens: readonly ApiTokenInfo[] | null }) {
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiTokenInfo | null>(null);
  if (tokens === null) {
    return (
      <Panel title="API tokens">
        <EmptyState icon={IconKey} title="Admins manage API tokens">
          Other programs use /api/v1 with a bearer token; an admin can make one.
        </EmptyState>
      </Panel>
    );
  }
  const columns: readonly Column<ApiTokenInfo>[] = [
    { id: "name", header: "Name", cell: (token) => <span className={classes.name}>{token.name}</span> },
    { id: "role", header: "Role", width: 90, cell: (token) => <Tag>{token.role}</Tag> },
    { id: "by", header: "Made by", width: 140, priority: 3, cell: (token) => token.createdBy },
    {
      id: "used",
      header: "Last used",
      align: "right",
      width: 110,
      priority: 2,
      cell: (token) => (token.lastUsedAt === null ? "never" : <Time at={token.lastUsedAt} />),
    },
    { id: "expires", header: "Ends", align: "right", width: 110, cell: (token) => <Ends token={token} /> },
    {
      id: "actions",
      header: <span className="hint">Actions</span>,
      align: "right",
      width: 92,
      cell: (token) =>
        token.state === "active" && (
          <Button
            variant="subtle"
            color="danger"
            onClick={() => setRevoking(token)}
            aria-label={`Revoke ${token.name}`}
          >
            Revoke…
          </Button>
        ),
    },
  ];
  return (
    <Panel
      title="API tokens"
      aside={
        <Button leftSection={<IconPlus size={14} />} onClick={() => setCreating(true)}>
          New token…
        </Button>
      }
    >
      <DataTable
        label="API tokens"
        columns={columns}
        rows={tokens}
        rowKey={(token) => token.id}
        rowHeight={36}
        virtual={false}
        rowTone={(token) => (token.state === "active" ? undefined : "muted")}
        empty={
          <EmptyState icon={IconKey} title="No API tokens">
            Other programs read and write through /api/v1 with a bearer token. Those you make appear here.
          </EmptyState>
        }
      />
      <SecretDialog
        opened={creating}
        onClose={() => setCreating(false)}
        title="New API token"
        verb="Create token"
        action={createApiTokenAction}
        secretLabel="Token"
      >
        <TextInput
          name="name"
          label="Name"
          description="What will use it"
          required
          withAsterisk={false}
          maxLength={120}
          data-autofocus
          autoComplete="off"
        />
        <Select name="role" label="Role" data={ROLE_CHOICES} defaultValue="viewer" allowDeselect={false} />
        <Select name="days" label="Ends after" data={EXPIRIES} defaultValue="90" allowDeselect={false} />
      </SecretDialog>
      <ActionDialog
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={`Revoke ${revoking?.name ?? ""}`}
        verb="Revoke token"
        tone="danger"
        reason="none"
        action={revokeApiTokenAction}
        fields={{ tokenId: revoking?.id ?? "" }}
      >
        <p>
          Requests with this token are refused from now on. That cannot be taken back; a new token has another secret.
        </p>
      </ActionDialog>
    </Panel>
  );
}

function Ends({ token }: { readonly token: ApiTokenInfo }) {
  if (token.state === "revoked") return <Tag tone="danger">revoked</Tag>;
  if (token.state === "expired") return <Tag tone="warning">expired</Tag>;
  return token.expiresAt === null ? "—" : <Time at={token.expiresAt} />;
}
