import { VisuallyHidden } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight } from "@tabler/icons-react";
import type { LagTrend } from "@/lib/api/projection-watch";
import { formatDuration } from "@/lib/format/duration";
import { formatRate } from "@/lib/format/number";
import classes from "./lag-trend-note.module.css";

interface LagTrendNoteProps {
  readonly trend: LagTrend | null;
  /** Only the arrow, with its words on hover. */
  readonly brief?: boolean;
}

/** Where the lag goes: rising or falling, by how much, and when it will have caught up. */
export function LagTrendNote({ trend, brief = false }: LagTrendNoteProps) {
  if (trend === null || trend.direction === "steady") return brief || trend === null ? null : <span>steady</span>;
  const Icon = trend.direction === "rising" ? IconArrowUpRight : IconArrowDownRight;
  const words = trendWords(trend);
  return (
    <span className={classes.trend} data-direction={trend.direction} title={words}>
      <Icon size={14} aria-hidden="true" />
      {brief ? <VisuallyHidden>{words}</VisuallyHidden> : words}
    </span>
  );
}

function trendWords({ direction, perSecond, caughtUpInSeconds }: LagTrend): string {
  const rate = `${formatRate(Math.abs(perSecond))} events/s`;
  if (direction === "rising") return `rising by ${rate}`;
  const end = caughtUpInSeconds === null ? "" : `, caught up in about ${formatDuration(caughtUpInSeconds * 1000)}`;
  return `falling by ${rate}${end}`;
}
