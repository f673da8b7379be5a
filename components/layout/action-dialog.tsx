"use client";
import { Button, Group, Modal, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, type ReactNode, useId } from "react";
import classes from "./action-dialog.module.css";
import { type Action, useAction } from "./use-action";

interface ActionDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** What is about to happen: "Rebuild fines". */
  readonly title: string;
  /** The button: "Rebuild fines, 561,470 events". */
  readonly verb: string;
  readonly danger?: boolean;
  /** Asks why, as the form field `reason`; it goes into the audit. */
  readonly reason?: "required" | "optional";
  readonly action: Action;
  /** Sent along: the names and ids that the operation needs. */
  readonly fields?: Readonly<Record<string, string>>;
  /** What it does, in figures, and who is touched; further fields. */
  readonly children: ReactNode;
}

/** The dialog before an action with consequences: what it does, why, then the verb. Ctrl Enter confirms. */
export function ActionDialog(props: ActionDialogProps) {
  const { opened, onClose, title, verb, danger = false, reason, fields = {}, children } = props;
  const { run, busy } = useAction(props.action);
  const formId = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const state = await run(new FormData(event.currentTarget));
    if (state?.ok === true) onClose();
  };
  const confirm = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={600} closeButtonProps={{ "aria-label": "Close" }}>
      <form method="post" id={formId} onSubmit={submit} onKeyDown={confirm} className={classes.form}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        {reason !== undefined && (
          <Textarea
            name="reason"
            label={reason === "required" ? "Reason" : "Reason (optional)"}
            description="It is kept in the audit."
            required={reason === "required"}
            withAsterisk={false}
            autosize
            minRows={2}
            maxLength={500}
          />
        )}
        <Group justify="flex-end" gap="sm">
          <Button onClick={onClose}>Keep as it is</Button>
          <Button type="submit" variant="filled" loading={busy} {...(danger ? { color: "danger" } : {})}>
            {verb}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
