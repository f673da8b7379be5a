"use client";
import { Button, Group, Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { SecretState } from "@/lib/actions/secret-state";
import type { ActionState } from "@/lib/actions/state";
import { submitWith } from "../actions/submit-with";
import { useAction } from "../actions/use-action";
import { CopyId } from "../layout/copy-id";
import classes from "./settings.module.css";

interface SecretDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly verb: string;
  readonly action: (state: ActionState, form: FormData) => Promise<SecretState>;
  readonly fields?: Readonly<Record<string, string>>;
  /** What the secret is: "New password", "Token". */
  readonly secretLabel: string;
  readonly children: ReactNode;
}

/** A dialog whose action makes a secret, which it then shows, once. */
export function SecretDialog({
  opened,
  onClose,
  title,
  verb,
  action,
  fields = {},
  secretLabel,
  children,
}: SecretDialogProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const [, run, busy] = useAction(async (state, form) => {
    const answer = await action(state, form);
    if (answer?.ok === true) setSecret(answer.secret ?? null);
    return answer;
  });
  const close = () => {
    setSecret(null);
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title} size={600} closeOnClickOutside={secret === null}>
      {secret === null ? (
        <form method="post" onSubmit={submitWith(run)} className={classes.form}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {children}
          <Group justify="flex-end" gap="sm">
            <Button onClick={close}>Keep as it is</Button>
            <Button type="submit" variant="filled" loading={busy}>
              {verb}
            </Button>
          </Group>
        </form>
      ) : (
        <div className={classes.secret}>
          <p>{secretLabel}. It is shown this once and kept nowhere; copy it now.</p>
          <div className={classes.secretBox}>
            <CopyId value={secret} what={secretLabel.toLowerCase()} />
          </div>
          <Group justify="flex-end">
            <Button variant="filled" onClick={close}>
              Close
            </Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}
