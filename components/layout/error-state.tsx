"use client";
import { Button, CopyButton } from "@mantine/core";
import { IconAlertOctagonFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./faces.module.css";
import { ShownText } from "./shown-text";

interface ErrorStateProps {
  /** What failed: "Streams could not be read". */
  readonly title: string;
  /** Why, and since when; which rows are still shown. */
  readonly children: ReactNode;
  readonly onRetry?: () => void;
  /** What "Copy details" copies: message, request id, stack. */
  readonly details?: string | undefined;
}

/** The block that failed says so in its place; the rest of the page works. */
export function ErrorState({ title, children, onRetry, details }: ErrorStateProps) {
  return (
    <div className={classes.error} role="alert">
      <p className={classes.errorTitle}>
        <IconAlertOctagonFilled size={16} aria-hidden="true" />
        {title}
      </p>
      <div className={classes.errorWords}>
        {typeof children === "string" ? <ShownText text={children} /> : children}
      </div>
      <div className={classes.buttons}>
        {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
        {details !== undefined && (
          <CopyButton value={details}>
            {({ copied, copy }) => (
              <Button variant="subtle" color="gray" onClick={copy}>
                {copied ? "Copied" : "Copy details"}
              </Button>
            )}
          </CopyButton>
        )}
      </div>
    </div>
  );
}
