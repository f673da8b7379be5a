"use client";
import { Button, FileButton } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { ShownText } from "@/components/layout/shown-text";
import classes from "./files.module.css";
import { openFile } from "./open-file";

interface FileDropProps {
  /** The stream that the address names, which is in no file yet. */
  readonly stream: string | null;
  readonly version: number | null;
  /** Why the last file could not be opened. */
  readonly problem: string | null;
}

/** Where a file is chosen or dropped. */
export function FileDrop({ stream, version, problem }: FileDropProps) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) openFile(file);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <section
      className={classes.drop}
      aria-label="Open a file"
      data-over={over || undefined}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <EmptyState icon={IconFileUpload} title="No file is open" action={<ChooseFile filled />}>
        {stream !== null && (
          <span className={classes.words}>
            This address leads to {version === null ? "" : `version ${version} of `}
            <ShownText text={stream} /> in a file. A file is only where it was opened: open it again to get there.
          </span>
        )}
        {problem !== null && (
          <span className={classes.problem} role="alert">
            <ShownText text={problem} />
          </span>
        )}
        <span className={classes.words}>
          CloudEvents 1.0, one JSON object a line or one JSON list, plain or gzip, up to 50 MB. Choose it, or drop it
          here.
        </span>
        <span className={classes.words}>
          It is read in this browser. What you look at goes to the server to be read by today's upcasters and reducers,
          and is stored nowhere.
        </span>
      </EmptyState>
    </section>
  );
}

interface ChooseFileProps {
  readonly filled?: boolean;
  readonly onChosen?: () => void;
}

/** Opens a file by the browser's own dialog. */
export function ChooseFile({ filled = false, onChosen }: ChooseFileProps) {
  const open = (file: File | null) => {
    if (file === null) return;
    onChosen?.();
    openFile(file);
  };
  return (
    <FileButton onChange={open}>
      {(props) => (
        <Button {...props} variant={filled ? "filled" : "default"}>
          {filled ? "Choose a file…" : "Open another…"}
        </Button>
      )}
    </FileButton>
  );
}
