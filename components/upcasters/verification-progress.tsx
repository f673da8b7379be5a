"use client";
import { Progress } from "@mantine/core";
import { ActionButton } from "@/components/actions/action-button";
import { StatusTag } from "@/components/layout/status-tag";
import { cancelJobAction, pauseJobAction, resumeJobAction } from "@/lib/actions/jobs";
import type { Verification } from "@/lib/api/jobs";
import type { Role } from "@/lib/auth/role";
import { formatSeconds } from "@/lib/format/duration";
import { formatCount, formatPercent, formatRate } from "@/lib/format/number";
import classes from "./verification-panel.module.css";

interface VerificationProgressProps {
  readonly job: Verification;
  readonly liveWorkers: number;
  readonly role: Role;
}

/** How far a verification is, how fast, how long still; and the buttons that hold or end it. */
export function VerificationProgress({ job, liveWorkers, role }: VerificationProgressProps) {
  const { fraction, eventsDone, eventsTotal, rate, etaSeconds, paused, status } = job;
  const button = { role, needs: "operator", fields: { id: job.id } } as const;
  return (
    <div className={classes.progress}>
      <Progress
        value={fraction * 100}
        size="sm"
        color={paused === null ? "accent" : "gray"}
        aria-label="Verified so far"
        transitionDuration={0}
      />
      <div className={classes.line}>
        <b>{formatPercent(fraction, 0)}</b>
        <span>
          {formatCount(eventsDone)} of {eventsTotal === null ? "…" : formatCount(eventsTotal)} events
        </span>
        {rate !== null && status === "running" && <span>{formatRate(rate)} events/s</span>}
        {etaSeconds !== null && paused === null && <span>about {formatSeconds(etaSeconds * 1000)} left</span>}
        {liveWorkers === 0 && <StatusTag status="warning">no worker is live; it waits for one</StatusTag>}
        <span className={classes.buttons}>
          <ActionButton {...button} action={paused === null ? pauseJobAction : resumeJobAction}>
            {paused === null ? "Pause verification" : "Resume verification"}
          </ActionButton>
          <ActionButton {...button} action={cancelJobAction}>
            Cancel verification
          </ActionButton>
        </span>
      </div>
    </div>
  );
}
