"use client";
import { ActionIcon, Popover } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconDotsVertical } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./page-header.module.css";

/** A page's actions in a row; on a phone behind one button, so that the title keeps its place. */
export function FoldedActions({ children }: { readonly children: ReactNode }) {
  const isPhone = useMediaQuery("(max-width: 639px)", false);
  if (!isPhone) return children;
  // Kept mounted: a dialog that one of them opened outlives the list.
  return (
    <Popover position="bottom-end" keepMounted trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Actions">
          <IconDotsVertical size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.folded}>{children}</Popover.Dropdown>
    </Popover>
  );
}
