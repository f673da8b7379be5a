"use client";
import { IconChevronDown, IconChevronRight, IconSitemap } from "@tabler/icons-react";
import Link from "next/link";
import { memo } from "react";
import { ShownText } from "@/components/layout/shown-text";
import { formatDuration } from "@/lib/format/duration";
import { formatCounted } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./timeline.module.css";
import type { TimelineGroup } from "./timeline-rows";
import { TimelineSeparator } from "./timeline-separator";

interface TimelineGroupRowProps {
  readonly group: TimelineGroup;
  readonly at: number;
  readonly before: number | null;
  readonly separated: boolean;
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly place: number;
  readonly count: number;
  /** The chosen event is in it, and it is folded. */
  readonly selected: boolean;
  readonly onToggle: (first: number) => void;
}

/** The head of consecutive events of one correlation, which folds and unfolds them. */
export const TimelineGroupRow = memo(function TimelineGroupRow(props: TimelineGroupRowProps) {
  const { group, selected, separated } = props;
  const { correlationId, events, spanMs, open } = group;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <li
      className={classes.item}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      aria-posinset={props.place}
      aria-setsize={props.count}
    >
      {separated && <TimelineSeparator at={props.at} before={props.before} />}
      <div className={classes.group} style={{ height: props.rowHeight }} data-selected={selected || undefined}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={open}
          aria-current={selected ? "true" : undefined}
          onClick={() => props.onToggle(group.first)}
        >
          <Chevron size={14} aria-hidden="true" />
          <span className={`mono ${classes.correlation}`} title={visibleText(correlationId)}>
            <ShownText text={correlationId} />
          </span>
          <span className={classes.span}>
            {formatCounted(events, "event")}
            {spanMs > 0 && ` · ${formatDuration(spanMs)}`}
          </span>
        </button>
        <Link
          className={classes.open}
          href={`/correlations?id=${encodeURIComponent(correlationId)}`}
          aria-label={`Open the correlation ${visibleText(correlationId)}`}
          title="Open the correlation"
        >
          <IconSitemap size={14} aria-hidden="true" />
        </Link>
      </div>
    </li>
  );
});
