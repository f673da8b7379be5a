"use client";
import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import dialog from "@/components/actions/action-dialog.module.css";
import { type ExportChoices, type ExportSubject, exportHref, type HistoryPreview } from "@/lib/api/history-export";

interface ExportFootProps {
  readonly subject: ExportSubject;
  readonly choices: ExportChoices;
  readonly preview: UseQueryResult<HistoryPreview>;
  /** The preview is of the versions that are chosen now. */
  readonly settled: boolean;
}

/** What becomes of the export: a file, or, where it is all there already, a copy of it. */
export function ExportFoot({ subject, choices, preview, settled }: ExportFootProps) {
  const { data, error, isPlaceholderData } = preview;
  const isReady = settled && data !== undefined && error === null && !isPlaceholderData;
  return (
    <div className={dialog.foot}>
      <span className="mono secondary">{isReady ? data.fileName : ""}</span>
      {isReady && !data.cut && (
        <CopyButton value={data.text} timeout={1500}>
          {({ copied, copy }) => (
            <Button
              leftSection={
                copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />
              }
              onClick={copy}
            >
              {copied ? "Copied" : data.tests === null ? "Copy" : "Copy the test"}
            </Button>
          )}
        </CopyButton>
      )}
      {isReady ? (
        <Button
          component="a"
          href={exportHref(subject, choices)}
          download={data.fileName}
          variant="filled"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
        >
          Download
        </Button>
      ) : (
        <Button disabled variant="filled" leftSection={<IconDownload size={16} aria-hidden="true" />}>
          Download
        </Button>
      )}
    </div>
  );
}
