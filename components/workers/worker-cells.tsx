"use client";
import { VisuallyHidden } from "@mantine/core";
import type { WorkerInfo } from "@/lib/api/workers";
import { formatSeconds } from "@/lib/format/duration";
import { useClock } from "../layout/clock";
import { StatusIcon, StatusTag } from "../layout/status-tag";
import classes from "./workers.module.css";

const STATES = {
  live: { status: "ok", words: "Live" },
  silent: { status: "stopped", words: "Silent" },
  stopped: { status: "idle", words: "Stopped" },
} as const;

/** A worker's name with the sign of its state. */
export function WorkerName({ worker }: { readonly worker: WorkerInfo }) {
  const { status, words } = STATES[worker.state];
  return (
    <span className={classes.name}>
      <StatusIcon status={status} />
      <VisuallyHidden>{words}: </VisuallyHidden>
      <span className="mono">{worker.name}</span>
    </span>
  );
}

/** How long ago a worker gave a sign of life; red once that is too long. */
export function Heartbeat({ worker }: { readonly worker: WorkerInfo }) {
  const seenAt = Date.parse(worker.seenAt);
  const age = useClock((now) => formatSeconds(now.getTime() - seenAt));
  return <span className={worker.state === "silent" ? classes.late : undefined}>{age}</span>;
}

/** A worker's state in words. */
export function WorkerState({ worker }: { readonly worker: WorkerInfo }) {
  const { status, words } = STATES[worker.state];
  return <StatusTag status={status}>{words}</StatusTag>;
}
