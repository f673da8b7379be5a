"use client";
import { CloseButton, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./action-dialog.module.css";

interface DialogFrameProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** One line under the title: what stays as it is. */
  readonly note?: ReactNode;
  /** 600 px wide unless told. */
  readonly size?: number | undefined;
  readonly children: ReactNode;
}

/** The frame of a dialog in which something is decided: its title and the way out. */
export function DialogFrame({ opened, onClose, title, note, size = 600, children }: DialogFrameProps) {
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} centered>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content radius="xl" className={classes.content ?? ""}>
        <div className={classes.head}>
          <div>
            <Modal.Title className={classes.title ?? ""}>{title}</Modal.Title>
            {note !== undefined && <p className="secondary">{note}</p>}
          </div>
          <CloseButton onClick={onClose} aria-label="Close" />
        </div>
        {children}
      </Modal.Content>
    </Modal.Root>
  );
}
