"use client";
import { Select, TextInput } from "@mantine/core";
import { createOperatorAction } from "@/lib/actions/operators";
import { ROLE_CHOICES } from "./role-choices";
import { SecretDialog } from "./secret-dialog";

/** Asks for e-mail, name and role; shows the generated password. */
export function CreateOperatorDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <SecretDialog
      opened={opened}
      onClose={onClose}
      title="New operator"
      verb="Create operator"
      action={createOperatorAction}
      secretLabel="Password"
    >
      <TextInput
        name="email"
        type="email"
        label="Email"
        required
        withAsterisk={false}
        maxLength={320}
        data-autofocus
        autoComplete="off"
      />
      <TextInput name="name" label="Name" required withAsterisk={false} maxLength={120} autoComplete="off" />
      <Select name="role" label="Role" data={ROLE_CHOICES} defaultValue="viewer" allowDeselect={false} />
    </SecretDialog>
  );
}
