"use client";
import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./copy-id.module.css";
import { ShownText } from "./shown-text";

interface CopyIdProps {
  readonly value: string;
  /** What is copied, for the button's name: "stream id", "event id". */
  readonly what?: string;
  /** Shows only the button; the id stands elsewhere. */
  readonly buttonOnly?: boolean;
}

/** An id in monospace with a button that copies it. */
export function CopyId({ value, what = "id", buttonOnly = false }: CopyIdProps) {
  return (
    <span className={classes.copy}>
      {!buttonOnly && (
        <span className={`mono ${classes.value}`} title={visibleText(value)}>
          <ShownText text={value} />
        </span>
      )}
      <CopyButton value={value} timeout={1500}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied" : `Copy ${what}`}>
            <ActionIcon size={22} onClick={copy} aria-label={copied ? `Copied ${what}` : `Copy ${what}`}>
              {copied ? <IconCheck size={14} color="var(--fl-success-text)" /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
