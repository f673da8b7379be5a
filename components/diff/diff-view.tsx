"use client";
import { VisuallyHidden } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { useLastSettled } from "@/components/layout/use-last-settled";
import { KeyHints } from "@/components/lists/key-hints";
import { QueryError } from "@/components/lists/query-error";
import { useKeys } from "@/components/lists/use-keys";
import { differencesOf } from "@/lib/format/diff/diff-counts";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import { type DiffLookState, useDiffLook } from "./diff-choices";
import { DiffTable } from "./diff-table";
import { DiffTools } from "./diff-tools";
import classes from "./diff-view.module.css";
import type { DiffSetBy } from "./set-by";
import { useDiff } from "./use-diff";
import { useDiffCursor } from "./use-diff-cursor";

interface DiffViewProps {
  /** The two states as JSON. */
  readonly before: string;
  readonly after: string;
  /** They are of before: others are on their way. */
  readonly stale?: boolean;
  /** Over the two columns: "Version 4", "as read today". */
  readonly beforeLabel: ReactNode;
  readonly afterLabel: ReactNode;
  /** Names the region. */
  readonly label?: string;
  /** Kept elsewhere, `useDiffLookInUrl()` for one; else it lasts as long as the view. */
  readonly look?: DiffLookState;
  /** Who set each value: gives a column. */
  readonly setBy?: DiffSetBy;
  /** Without it, the view fills the column it stands in; with it, it is as high as its rows, and no higher than this. */
  readonly maxHeight?: number;
  /** The choice between side by side and inline stands elsewhere. */
  readonly withoutLayout?: boolean;
  /** Another view of the page has the keys N, P and U. */
  readonly withoutKeys?: boolean;
  /** At the right of the foot. */
  readonly foot?: ReactNode;
}

/**
 * What differs between two states of any size: compared off the page's thread, drawn as far as it is in sight. Items of
 * lists are matched by id, moves and renames are shown as such, and what is the same is folded.
 */
export function DiffView(props: DiffViewProps) {
  const { before, after, label = "Difference", maxHeight } = props;
  const own = useDiffLook();
  const { look, setLook } = props.look ?? own;
  const [toggled, setToggled] = useState<readonly string[]>([]);
  const { compared, shown, stale, error, show, retry } = useDiff(before, after, look, toggled);
  const { beforeLabel, afterLabel, setBy } = props;
  // What stands over and beside the rows is of the states that the rows are of.
  const heads = useLastSettled({ beforeLabel, afterLabel, setBy }, shown !== null && !stale);
  const toggle = (key: string) =>
    setToggled((last) => (last.includes(key) ? last.filter((each) => each !== key) : [...last, key]));
  const cursor = useDiffCursor(shown, toggle);
  useKeys(props.withoutKeys === true ? {} : { n: () => cursor.go(1), p: () => cursor.go(-1), u: cursor.unfold });
  if (error !== null) return <QueryError title="The states could not be compared" error={error} onRetry={retry} />;
  if (compared === null || shown === null)
    return (
      <LoadingRows label="Comparing" rows={Math.min(12, Math.floor((maxHeight ?? Number.POSITIVE_INFINITY) / 28))} />
    );
  const { counts, differences, total, pinMissing } = shown;
  const isStale = stale || props.stale === true;
  const all = differencesOf(counts);
  const ignore = (path: string) => setLook({ ignored: [...new Set([...look.ignored, path])] });
  return (
    <section
      className={`${pane.pane} ${classes.view}`}
      data-bounded={maxHeight === undefined ? undefined : true}
      data-stale={isStale || undefined}
      aria-busy={isStale}
      aria-label={label}
    >
      <DiffTools counts={counts} look={look} setLook={setLook} withLayout={props.withoutLayout !== true} />
      {total > 0 && all === 0 && !pinMissing && (
        <EmptyState title="The states are the same">{sameWords(look.ignored.length)}</EmptyState>
      )}
      {total > 0 && (
        <DiffTable
          shown={shown}
          look={look}
          {...heads}
          maxHeight={maxHeight}
          cursor={cursor.row}
          onSight={show}
          onToggle={toggle}
          onPin={(pin) => setLook({ pin })}
          onIgnore={ignore}
        />
      )}
      <div className={total > 0 ? undefined : pane.body}>
        {pinMissing ? (
          <EmptyState title="The pinned part is in neither state">There is nothing at “{look.pin}”.</EmptyState>
        ) : total === 0 && look.filter.trim() !== "" ? (
          <EmptyState title="No path matches">No path of these states contains “{look.filter.trim()}”.</EmptyState>
        ) : (
          total === 0 && (
            <EmptyState title="There is nothing to compare">
              Both states are empty, or every path is ignored.
            </EmptyState>
          )
        )}
      </div>
      <footer className={`${pane.foot} ${classes.foot}`}>
        <span role="status">
          {look.filter.trim() === ""
            ? formatCounted(all, "difference")
            : `${formatCount(differences.length)} of ${formatCounted(all, "difference")}`}
          , computed in {formatDuration(compared.elapsedMs)}
          {shown.cut && `. Only the first ${formatCount(total)} rows are shown; a filter or a pin shows the others`}
          <VisuallyHidden>{cursor.words}</VisuallyHidden>
        </span>
        {props.withoutKeys !== true && (
          <KeyHints
            hints={[
              ["N P", "next, previous difference"],
              ["U", "unfold"],
            ]}
          />
        )}
        {props.foot !== undefined && <span className={classes.footEnd}>{props.foot}</span>}
      </footer>
    </section>
  );
}

function sameWords(ignored: number): string {
  return ignored === 0 ? "Nothing differs between them." : `Nothing differs between them but what is ignored.`;
}
