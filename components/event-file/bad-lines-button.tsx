"use client";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { DialogFrame } from "@/components/actions/dialog-frame";
import { type Column, DataTable } from "@/components/layout/data-table";
import { ShownText } from "@/components/layout/shown-text";
import type { BadLine, FileContents } from "@/lib/format/event-file/file-index";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./files.module.css";

const COLUMNS: readonly Column<BadLine>[] = [
  { id: "line", header: "Line", align: "right", width: 80, cell: ({ line }) => formatCount(line) },
  { id: "problem", header: "Why it is no event", cell: ({ problem }) => <ShownText text={problem} /> },
];

/** Lists the lines of the file that are no events. */
export function BadLinesButton({ contents: { bad, badCount } }: { readonly contents: FileContents }) {
  const [opened, { open, close }] = useDisclosure(false);
  if (badCount === 0) return null;
  return (
    <>
      <Button
        leftSection={<IconAlertTriangleFilled size={14} color="var(--fl-warning-text)" aria-hidden="true" />}
        onClick={open}
      >
        {formatCounted(badCount, "bad line")}…
      </Button>
      <DialogFrame
        opened={opened}
        onClose={close}
        title={`${formatCounted(badCount, "line")} of this file ${badCount === 1 ? "is no event" : "are no events"}`}
        note={
          badCount > bad.length
            ? `These are the first ${formatCount(bad.length)}; everything else is shown.`
            : "Everything else is shown."
        }
        size={720}
      >
        <div className={classes.bad}>
          <DataTable label="Bad lines" columns={COLUMNS} rows={bad} rowKey={({ line }) => String(line)} />
        </div>
      </DialogFrame>
    </>
  );
}
