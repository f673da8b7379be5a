import { Progress } from "@mantine/core";
import type { ReactNode } from "react";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { Time } from "@/components/layout/time";
import { isUnderWay } from "@/lib/api/job-status";
import type { Job } from "@/lib/api/jobs";
import { formatDuration, formatSeconds } from "@/lib/format/duration";
import { formatCount, formatCounted, formatRate } from "@/lib/format/number";
import classes from "./job-figures.module.css";

interface JobFiguresProps {
  readonly job: Job;
  /** Names the bar: "Copied so far". */
  readonly progress: string;
  /** What it came to, in the figures of its kind. */
  readonly children: ReactNode;
}

/** How far a job is, how fast, how long still, and what it came to so far. */
export function JobFigures({ job, progress, children }: JobFiguresProps) {
  const { rate, eventsDone, eventsTotal, elapsedMs, startedAt, requestedBy, attempt, fraction } = job;
  const over = !isUnderWay(job);
  return (
    <div className={classes.figures}>
      {!over && (
        <div className={classes.progress}>
          <Progress
            value={fraction * 100}
            size="sm"
            color={job.paused === null ? "accent" : "gray"}
            aria-label={progress}
            transitionDuration={0}
          />
        </div>
      )}
      <KeyFigures>
        <State job={job} />
        <KeyFigure
          label={over ? "Mean rate" : "Rate"}
          value={rate === null ? "—" : formatRate(rate)}
          note={rate === null ? "not measured yet" : "events/s"}
        />
        <KeyFigure
          label="Read"
          value={formatCount(eventsDone)}
          note={eventsTotal === null ? "counts the events" : `of ${formatCounted(eventsTotal, "event")}`}
        />
        <KeyFigure
          label={over ? "Took" : "Elapsed"}
          value={elapsedMs === null ? "—" : over ? formatDuration(elapsedMs) : formatSeconds(elapsedMs)}
          note={
            startedAt === null ? (
              `asked for by ${requestedBy}`
            ) : (
              <>
                started <Time at={startedAt} show="exact" weekday={false} /> by {requestedBy}
              </>
            )
          }
        />
        {children}
        {attempt > 1 && <KeyFigure label="Attempt" value={attempt} note="an earlier worker went away" tone="warning" />}
      </KeyFigures>
    </div>
  );
}

function State({ job: { status, paused, finishedAt, etaSeconds } }: { readonly job: Job }) {
  const when = finishedAt === null ? undefined : <Time at={finishedAt} show="exact" weekday={false} />;
  if (paused !== null) {
    const by = (
      <>
        by {paused.by}, <Time at={paused.at} />
      </>
    );
    return <KeyFigure label="Done in" value="Paused" note={by} tone="warning" />;
  }
  switch (status) {
    case "queued":
      return <KeyFigure label="Done in" value="—" note="waits for a worker" />;
    case "running":
      return etaSeconds === null ? (
        <KeyFigure label="Done in" value="—" note="not measured yet" />
      ) : (
        <KeyFigure label="Done in" value={`about ${formatSeconds(etaSeconds * 1000)}`} note="at the rate of now" />
      );
    case "done":
      return <KeyFigure label="State" value="Done" note={when} tone="success" />;
    case "failed":
      return <KeyFigure label="State" value="Stopped" note={when} tone="danger" />;
    case "cancelled":
      return <KeyFigure label="State" value="Cancelled" note={when} />;
  }
}
