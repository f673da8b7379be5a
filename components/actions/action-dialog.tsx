"use client";
import { Button, Kbd, Textarea } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { type ReactNode, useRef } from "react";
import classes from "./action-dialog.module.css";
import { DialogFrame } from "./dialog-frame";
import { submitWith } from "./submit-with";
import { type Action, useAction } from "./use-action";

interface ActionDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** One line under the title: what stays as it is. */
  readonly note?: ReactNode;
  readonly action: Action;
  /** Sent with the form. */
  readonly fields: Readonly<Record<string, string>>;
  readonly verb: string;
  readonly tone?: "accent" | "danger";
  readonly reason: "required" | "optional" | "none";
  readonly reasonPlaceholder?: string;
  /** Why the verb cannot be used now. */
  readonly blocked?: string | null;
  /** After it went well; `href` is the page of what was made, where there is one. */
  readonly onDone?: (href: string | undefined) => void;
  /** 600 px wide unless told. */
  readonly size?: number;
  readonly children?: ReactNode;
}

/** The dialog before an action that matters: what it does, in figures; the reason; then the verb. Ctrl Enter confirms. */
export function ActionDialog(props: ActionDialogProps) {
  const { opened, onClose, title, note, fields, verb, tone = "accent", reason, blocked = null, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const [state, submit, pending] = useAction(props.action, (result) => {
    if (!result.ok) return;
    onClose();
    props.onDone?.(result.href);
  });
  // On the window: Mantine's Modal.Content takes an onKeyDown and never calls it.
  useWindowEvent("keydown", (event) => {
    if (!opened || event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || blocked !== null || pending) return;
    event.preventDefault();
    form.current?.requestSubmit();
  });
  return (
    <DialogFrame opened={opened} onClose={onClose} title={title} note={note} size={props.size}>
      <form ref={form} method="post" onSubmit={submitWith(submit)}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className={classes.body}>
          {children}
          {reason !== "none" && (
            <Textarea
              name="reason"
              label="Reason"
              description={reason === "optional" ? "Optional. Recorded in the audit." : "Recorded in the audit."}
              placeholder={props.reasonPlaceholder ?? ""}
              required={reason === "required"}
              withAsterisk={false}
              maxLength={500}
              autosize
              minRows={1}
              maxRows={4}
              data-autofocus
            />
          )}
          {state !== null && !state.ok && (
            <p className={classes.problem} role="alert">
              {state.message}
            </p>
          )}
        </div>
        <div className={classes.foot}>
          <span className="secondary">{blocked ?? "Recorded in the audit"}</span>
          <Button onClick={onClose}>Close</Button>
          <Button
            type="submit"
            variant="filled"
            color={tone}
            loading={pending}
            disabled={blocked !== null}
            rightSection={<Kbd className={classes.kbd ?? ""}>Ctrl Enter</Kbd>}
          >
            {verb}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

/** One line of a dialog: an icon, what it is about, and the fact. */
export function DialogFact({
  icon,
  label,
  children,
}: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.fact}>
      <dt>
        {icon}
        {label}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
