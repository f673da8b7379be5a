"use client";
import { Button, CopyButton } from "@mantine/core";
import { IconCode } from "@tabler/icons-react";
import classes from "./append-dialog.module.css";
import type { AppendDraft } from "./append-request";
import { asCurl, asTypeScript } from "./append-snippets";

interface AppendCodeProps {
  readonly streamId: string;
  readonly draft: AppendDraft;
  readonly reason: string;
  readonly disabled: boolean;
}

/** The same append for a terminal or a program, to be kept with a ticket or in a migration. */
export function AppendCode({ streamId, draft, reason, disabled }: AppendCodeProps) {
  const snippets = disabled
    ? []
    : ([
        ["curl", asCurl(window.location.origin, streamId, draft, reason)],
        ["TypeScript", asTypeScript(streamId, draft, reason)],
      ] as const);
  return (
    <span className={classes.code}>
      <IconCode size={14} aria-hidden="true" />
      As code
      {["curl", "TypeScript"].map((name) => (
        <CopyButton key={name} value={snippets.find(([of]) => of === name)?.[1] ?? ""}>
          {({ copied, copy }) => (
            <Button variant="subtle" disabled={disabled} onClick={copy} aria-label={`Copy as ${name}`}>
              {copied ? "Copied" : name}
            </Button>
          )}
        </CopyButton>
      ))}
    </span>
  );
}
