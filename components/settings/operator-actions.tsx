"use client";
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import {
  changeOperatorRoleAction,
  resetOperatorPasswordAction,
  setOperatorDisabledAction,
} from "@/lib/actions/operators";
import { ROLES } from "@/lib/auth/role";
import type { OperatorAccount } from "@/lib/queries/access/operators";
import { ActionDialog } from "../actions/action-dialog";
import { formOf } from "../actions/form-of";
import { useAction } from "../actions/use-action";
import { SecretDialog } from "./secret-dialog";

/** What an admin can do with an account. */
export function OperatorActions({ account }: { readonly account: OperatorAccount }) {
  const [dialog, setDialog] = useState<"disable" | "reset" | null>(null);
  const [, changeRole, changingRole] = useAction(changeOperatorRoleAction);
  const [, enable, enabling] = useAction(setOperatorDisabledAction);
  const fields = { operatorId: account.id };
  const close = () => setDialog(null);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${account.name}`} loading={changingRole || enabling}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Role</Menu.Label>
          {ROLES.filter((name) => name !== account.role).map((name) => (
            <Menu.Item key={name} onClick={() => changeRole(formOf({ ...fields, role: name }))}>
              Make {name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setDialog("reset")}>Reset password…</Menu.Item>
          {account.disabled ? (
            <Menu.Item onClick={() => enable(formOf({ ...fields, disabled: "false" }))}>Enable account</Menu.Item>
          ) : (
            <Menu.Item color="danger" onClick={() => setDialog("disable")}>
              Disable account…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ActionDialog
        opened={dialog === "disable"}
        onClose={close}
        title={`Disable ${account.name}`}
        verb={`Disable ${account.name}`}
        tone="danger"
        reason="none"
        action={setOperatorDisabledAction}
        fields={{ ...fields, disabled: "true" }}
      >
        <p>
          {account.email} is signed out at once and cannot sign in. The API tokens they made stop working. What they did
          stays in the audit.
        </p>
      </ActionDialog>
      <SecretDialog
        opened={dialog === "reset"}
        onClose={close}
        title={`Reset the password of ${account.name}`}
        verb="Reset password"
        action={resetOperatorPasswordAction}
        fields={fields}
        secretLabel="New password"
      >
        <p>A new password is made and shown once. {account.email} is signed out everywhere.</p>
      </SecretDialog>
    </>
  );
}
