"use client";
import { ActionIcon } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import { createContext, useContext } from "react";
import classes from "./shell.module.css";

/** Opens the drawer with the navigation; the shell gives it. */
export const OpenNavigation = createContext<() => void>(() => undefined);

/** The way to the navigation on a phone, where it is a drawer. */
export function NavigationButton() {
  const open = useContext(OpenNavigation);
  return (
    <ActionIcon className={classes.burger ?? ""} size={44} onClick={open} aria-label="Open navigation">
      <IconMenu2 size={20} />
    </ActionIcon>
  );
}
