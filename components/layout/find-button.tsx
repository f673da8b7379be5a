"use client";
import { Kbd } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import classes from "./find-button.module.css";
import { find } from "./find-store";

/** Opens the command palette. */
export function FindButton({ onOpen }: { readonly onOpen?: () => void }) {
  const open = () => {
    onOpen?.();
    find.open();
  };
  return (
    <button type="button" className={classes.find} onClick={open} aria-keyshortcuts="Control+K Meta+K /">
      <IconSearch size={16} stroke={1.6} aria-hidden="true" />
      <span className={classes.label}>Find</span>
      <span className={classes.keys} aria-hidden="true">
        <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">K</Kbd>
      </span>
    </button>
  );
}
