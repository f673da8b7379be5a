"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { EmptyState } from "@/components/layout/empty-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Tag } from "@/components/layout/status-tag";
import { QueryError } from "@/components/lists/query-error";
import { ApiError } from "@/lib/api/fetch";
import type { HistoryPreview } from "@/lib/api/history-export";
import { formatCount, formatCounted } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./export-preview.module.css";

interface ExportPreviewProps {
  readonly preview: UseQueryResult<HistoryPreview>;
  /** What is to be masked is not known yet. */
  readonly waiting: boolean;
}

/** How the file begins, with what has to be said about it. */
export function ExportPreview({ preview, waiting }: ExportPreviewProps) {
  const { data, error, refetch, isPlaceholderData } = preview;
  if (error !== null) return <NotWritten error={error} onRetry={() => void refetch()} />;
  if (data === undefined || waiting) {
    return (
      <section className={classes.preview} aria-label="Preview">
        <LoadingRows label="Writing the beginning" rows={10} />
      </section>
    );
  }
  return (
    <section className={classes.preview} aria-label="Preview" aria-busy={isPlaceholderData}>
      <header className={classes.head}>
        <h3>
          {data.tests === null ? (data.cut ? "The first events" : "All of it") : formatCounted(data.tests, "test")}
          {data.tests !== null && data.cut && ", the beginning"}
        </h3>
        <span className="secondary">
          {formatCounted(data.events, "event")}
          {data.streams > 1 && ` of ${formatCount(data.streams)} streams`}
        </span>
        {data.masked && <Tag tone="warning">masked</Tag>}
      </header>
      {data.notes.length > 0 && (
        <ul className={classes.notes} aria-label="Notes">
          {data.notes.map((note) => (
            <li key={note}>{visibleText(note)}</li>
          ))}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard. */}
      <section className={classes.code} tabIndex={0} aria-label="Beginning of the file">
        <pre data-lines={data.tests === null || undefined}>
          <code>
            {data.text
              .trimEnd()
              .split("\n")
              .map((line) => `${visibleText(line)}\n`)}
          </code>
        </pre>
      </section>
    </section>
  );
}

function NotWritten({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const isRefused = error instanceof ApiError && error.status < 500;
  return (
    <section className={classes.preview} aria-label="Preview">
      {isRefused ? (
        <EmptyState title="This cannot be written">{visibleText(error.message)}</EmptyState>
      ) : (
        <QueryError title="The beginning could not be written" error={error} onRetry={onRetry} />
      )}
    </section>
  );
}
