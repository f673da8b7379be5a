"use client";
import { ActionIcon, Popover } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconDotsVertical } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import classes from "./page-header.module.css";

/** A page's actions in a row; on a phone behind one button, so that the title keeps its place. */
export function FoldedActions({ children }: { readonly children: ReactNode }) {
  const isPhone = useMediaQuery("(max-width: 639px)", false);
  const [opened, setOpened] = useState(false);
  if (!isPhone) return children;
  // Kept mounted: a dialog that one of them opened outlives the list.
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" keepMounted trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Actions" onClick={() => setOpened(!opened)}>
          <IconDotsVertical size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.folded} onClick={() => setOpened(false)}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
