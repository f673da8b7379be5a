"use client";
import { Button, Modal, SegmentedControl } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CopyId } from "@/components/layout/copy-id";
import { EmptyState } from "@/components/layout/empty-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { QueryError } from "@/components/lists/query-error";
import { ApiError } from "@/lib/api/fetch";
import type { ExportFormat, UpcasterExport } from "@/lib/api/upcaster-export";
import { upcasterExportQuery } from "@/lib/api/upcaster-export-queries";
import classes from "./export-dialog.module.css";

const FORMATS: { value: ExportFormat; label: string }[] = [
  { value: "typescript", label: "TypeScript" },
  { value: "python", label: "Python" },
  { value: "json", label: "JSON" },
];

interface ExportDialogProps {
  /** The event type whose chain is exported. */
  readonly type: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The active chain of an event type as code for other programs, or as a file for another Foldline. */
export function ExportDialog({ type, opened, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<ExportFormat>("typescript");
  const { data, error, refetch } = useQuery({ ...upcasterExportQuery(type, format), enabled: opened });
  return (
    <Modal opened={opened} onClose={onClose} size={860} centered title={`Export the upcasters of ${type}`}>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="Format"
          data={FORMATS}
          value={format}
          onChange={(value) => setFormat(value as ExportFormat)}
        />
        {data !== undefined && (
          <span className={classes.actions}>
            <span className="mono">{data.fileName}</span>
            <CopyId value={data.text} what="code" buttonOnly />
            <Button leftSection={<IconDownload size={14} />} onClick={() => download(data)}>
              Download
            </Button>
          </span>
        )}
      </div>
      {data === undefined && error === null && <LoadingRows rows={8} label="Writing the upcasters" />}
      {error !== null && <NotExported error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Exported {...data} />}
    </Modal>
  );
}

function NotExported({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const isRefused = error instanceof ApiError && error.status < 500;
  if (isRefused) return <EmptyState title="Nothing to export">{error.message}</EmptyState>;
  return <QueryError title="The upcasters could not be written" error={error} onRetry={onRetry} />;
}

function Exported({ text, notes }: UpcasterExport) {
  return (
    <>
      {notes.length > 0 && (
        <div className={classes.notes}>
          <strong>Other than in Foldline</strong>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard. */}
      <section className={classes.code} aria-label="Exported code" tabIndex={0}>
        <pre>
          <code>{text}</code>
        </pre>
      </section>
    </>
  );
}

function download({ fileName, text }: UpcasterExport): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
