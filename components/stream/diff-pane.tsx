"use client";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { QueryError } from "@/components/lists/query-error";
import { diffQuery, type StreamDiff } from "@/lib/api/stream-diff";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import { DiffChangeRow } from "./diff-change-row";
import classes from "./diff-pane.module.css";
import { diffRows } from "./diff-rows";
import { PathFilter } from "./path-filter";
import type { StreamPlace } from "./use-stream";

interface DiffPaneProps {
  readonly place: StreamPlace;
  readonly comparison: { readonly a: number; readonly b: number };
}

/** What differs between two states: old and new on one line, and the event that did it. */
export function DiffPane({ place, comparison }: DiffPaneProps) {
  const { stream, setUrl } = place;
  const [filter, setFilter] = useState("");
  const query = useQuery(diffQuery(stream.streamId, comparison.a, comparison.b));
  const diff = query.data;
  const rows = useMemo(() => (diff === undefined ? [] : diffRows(diff, filter)), [diff, filter]);
  if (query.isError) {
    return (
      <QueryError title="The states could not be compared" error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (diff === undefined) return <LoadingRows label="Comparing" rows={12} />;
  const goTo = (version: number) => void setUrl({ mode: null, a: null, b: null, version, pane: "event" });
  return (
    <section className={pane.pane} aria-label="Difference">
      <header className={classes.tools}>
        <Counts diff={diff} />
        <PathFilter className={classes.filter} value={filter} onChange={setFilter} />
      </header>
      <div className={pane.body}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th>Path</th>
              <SideHead end={diff.a} />
              <SideHead end={diff.b} />
              <th className={classes.setBy}>Set by</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) =>
              row.kind === "unchanged" ? (
                <UnchangedRow key={row.paths[0]} paths={row.paths} />
              ) : (
                <DiffChangeRow key={row.change.path} change={row.change} onGoTo={goTo} />
              ),
            )}
          </tbody>
        </table>
        {diff.changes.length === 0 && (
          <EmptyState title="The states are the same">
            Nothing differs between version {formatCount(diff.a.version)} and version {formatCount(diff.b.version)}.
          </EmptyState>
        )}
        {rows.length === 0 && filter !== "" && (
          <EmptyState title="No path matches">No path of these states contains “{filter}”.</EmptyState>
        )}
      </div>
      <footer className={pane.foot} role="status">
        {formatCounted(diff.changes.length, "difference")}, computed in {formatDuration(diff.elapsedMs)}
      </footer>
    </section>
  );
}

function Counts({ diff }: { readonly diff: StreamDiff }) {
  const count = (kind: string) => diff.changes.filter((change) => change.kind === kind).length;
  return (
    <span className={classes.counts}>
      <Tag tone="warning">{count("changed")} changed</Tag>
      <Tag tone="success">{count("added")} added</Tag>
      <Tag tone="danger">{count("removed")} removed</Tag>
      <Tag>{diff.unchanged.length} unchanged</Tag>
    </span>
  );
}

function SideHead({ end }: { readonly end: StreamDiff["a"] }) {
  return (
    <th>
      <b>{end.version === 0 ? "Before any event" : `Version ${formatCount(end.version)}`}</b>{" "}
      {end.occurredAt !== null && <Time at={end.occurredAt} show="exact" />}
    </th>
  );
}

function UnchangedRow({ paths }: { readonly paths: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <tr className={classes.unchanged}>
      <td colSpan={4}>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Chevron size={12} aria-hidden="true" />
          <span>{formatCount(paths.length)} unchanged:</span>
          <span className="mono" data-open={open || undefined}>
            {paths.join(", ")}
          </span>
        </button>
      </td>
    </tr>
  );
}
