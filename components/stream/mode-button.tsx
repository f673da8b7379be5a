import { Button, Kbd } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import classes from "./stream-header.module.css";

interface ModeButtonProps {
  readonly icon: TablerIcon;
  readonly label: string;
  /** The key that does the same. */
  readonly shortcut: string;
  readonly on: boolean;
  readonly onClick: () => void;
}

/** Turns a use of the page on and off. */
export function ModeButton({ icon: Icon, label, shortcut, on, onClick }: ModeButtonProps) {
  return (
    <Button
      leftSection={<Icon size={16} aria-hidden="true" />}
      rightSection={
        <Kbd size="xs" className={classes.key} aria-hidden="true">
          {shortcut}
        </Kbd>
      }
      aria-keyshortcuts={shortcut}
      variant={on ? "light" : "default"}
      aria-pressed={on}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
