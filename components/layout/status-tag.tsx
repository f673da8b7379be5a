import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRefreshDot,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./status-tag.module.css";

export type Status = "running" | "ok" | "stopped" | "warning" | "working" | "paused" | "idle";

const ICONS: Record<Status, TablerIcon> = {
  running: IconPlayerPlayFilled,
  ok: IconCircleCheckFilled,
  stopped: IconAlertOctagonFilled,
  warning: IconAlertTriangleFilled,
  working: IconRefreshDot,
  paused: IconPlayerPauseFilled,
  idle: IconCircleDashed,
};

/** A status: icon, word and colour together. `turning` for work that goes on now. */
export function StatusTag({
  status,
  turning = false,
  children,
}: {
  readonly status: Status;
  readonly turning?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <span className={classes.status} data-status={status}>
      <StatusIcon status={status} turning={turning} />
      {children}
    </span>
  );
}

/** The icon of a status, where the word stands beside it already. */
export function StatusIcon({
  status,
  size = 14,
  turning = false,
}: {
  readonly status: Status;
  readonly size?: number;
  readonly turning?: boolean;
}) {
  const Icon = ICONS[status];
  return (
    <Icon size={size} className={`${classes.icon} ${turning ? "spin" : ""}`} data-status={status} aria-hidden="true" />
  );
}

export type Tone = "neutral" | "accent" | "success" | "warning" | "danger" | "outline";

/** A soft tag: a fact about a version, a life or a kind; never a button. */
export function Tag({
  tone = "neutral",
  mono = false,
  children,
}: {
  readonly tone?: Tone;
  readonly mono?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <span className={`${classes.tag} ${mono ? "mono" : ""}`} data-tone={tone}>
      {children}
    </span>
  );
}
