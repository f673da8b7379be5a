import { Button } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./newer-button.module.css";

interface NewerButtonProps {
  /** Says how far from the edge of the list it floats. */
  readonly className: string | undefined;
  /** Points to where the new rows come. */
  readonly icon?: TablerIcon;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** Floats over a list that has changed since it was read: rows move only when it is asked for. */
export function NewerButton({ className, icon: Icon, onClick, children }: NewerButtonProps) {
  return (
    <Button
      className={`${classes.newer} ${className}`}
      variant="filled"
      radius="xl"
      leftSection={Icon === undefined ? null : <Icon size={14} aria-hidden="true" />}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
