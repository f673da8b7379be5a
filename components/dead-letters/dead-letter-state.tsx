"use client";
import { StatusTag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { DeadLetterDetail } from "@/lib/api/dead-letters";
import { formatCount } from "@/lib/format/number";
import classes from "./dead-letter-detail.module.css";

/** What has been done about a dead letter, or is about to be; nothing while it only waits. */
export function DeadLetterState({ detail }: { readonly detail: DeadLetterDetail }) {
  const { deadLetter, retryUpToVersion, retryEdited, liveWorkers } = detail;
  const { status, resolvedAt, resolvedBy, reason, retryRequestedAt, retryRequestedBy } = deadLetter;
  if (status === "parked" && retryRequestedAt === null) return null;
  if (status === "parked" && retryRequestedAt !== null) {
    return (
      <p className={classes.state} data-tone="accent">
        <StatusTag status="working" turning={liveWorkers > 0}>
          {reason === null ? "Retry" : "Skip"} asked for by {retryRequestedBy ?? "somebody"}{" "}
          <Time at={retryRequestedAt} />
        </StatusTag>
        <span>
          {retryUpToVersion !== null && `up to version ${formatCount(retryUpToVersion)}, `}
          {retryEdited && "with an edited payload, "}
          {liveWorkers === 0 ? "but no worker is live; it is done when one starts." : "a worker is about to do it."}
        </span>
      </p>
    );
  }
  return (
    <p className={classes.state} data-tone={status === "applied" ? "success" : "neutral"}>
      <StatusTag status={status === "applied" ? "ok" : "idle"}>
        {status === "applied" ? "Applied" : "Skipped"} {resolvedAt !== null && <Time at={resolvedAt} />}
        {resolvedBy !== null && ` by ${resolvedBy}`}
      </StatusTag>
      {reason !== null && reason !== "" && <span>{reason}</span>}
    </p>
  );
}

/** Why a dead letter cannot be retried or skipped now; null when it can. */
export function whyBlocked({ deadLetter, liveWorkers }: DeadLetterDetail): string | null {
  if (deadLetter.status !== "parked") return `It was ${deadLetter.status} already.`;
  // Without a worker the request waits, and a later one takes its place.
  return deadLetter.retryRequestedAt === null || liveWorkers === 0 ? null : "A worker has been asked already.";
}
