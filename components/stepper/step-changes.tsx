"use client";
import { Button } from "@mantine/core";
import { LoadingRows } from "@/components/layout/loading-rows";
import { ShownText } from "@/components/layout/shown-text";
import { StatusTag } from "@/components/layout/status-tag";
import { QueryError } from "@/components/lists/query-error";
import type { StreamPlace } from "@/components/stream/use-stream";
import type { StreamStep } from "@/lib/api/stream-steps";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import { StepChangeRow } from "./step-change-row";
import classes from "./stepper.module.css";
import type { Stepper } from "./use-stepper";

interface StepChangesProps {
  readonly place: StreamPlace;
  readonly stepper: Stepper;
}

/** What one event did to the state, how long its reducer took, and why it did nothing if it could not. */
export function StepChanges({ place, stepper }: StepChangesProps) {
  const { version, setUrl } = place;
  const { step } = stepper;
  return (
    <section className={classes.changes} aria-label="What it changed">
      <header className={classes.head}>
        <h2 className={classes.heading}>What version {formatCount(version)} changed</h2>
        {step !== undefined && <Facts step={step} />}
      </header>
      {stepper.error !== null && (
        <QueryError title="The steps could not be folded" error={stepper.error} onRetry={stepper.retry} />
      )}
      {stepper.error === null && step === undefined && <LoadingRows label="Folding the steps" rows={3} />}
      {step !== undefined && (
        <div className={classes.body}>
          {step.error !== null && <StepError error={step.error} />}
          {step.error === null && step.changes.length === 0 && (
            <p className={classes.nothing}>The state stayed as it was.</p>
          )}
          <ul className={classes.list}>
            {step.changes.map((change) => (
              <StepChangeRow key={`${change.kind} ${change.path}`} change={change} />
            ))}
          </ul>
          {step.moreChanges > 0 && (
            <Button
              className={classes.more ?? ""}
              onClick={() => void setUrl({ mode: "compare", a: version - 1, b: version, pane: "diff" })}
            >
              Compare, {formatCounted(step.moreChanges, "more change")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Facts({ step }: { readonly step: StreamStep }) {
  const changes = step.changes.length + step.moreChanges;
  return (
    <p className={classes.facts}>
      {step.error === null && <span>{formatCounted(changes, "change")}</span>}
      <span>reducer {formatDuration(step.reducerMicros / 1000)}</span>
      <span>upcasters {formatDuration(step.upcastMicros / 1000)}</span>
    </p>
  );
}

function StepError({ error }: { readonly error: NonNullable<StreamStep["error"]> }) {
  return (
    <div className={classes.error} role="alert">
      <StatusTag status="stopped">{error.in === "reducer" ? "Not folded" : "Not read"}</StatusTag>
      <p>
        {error.in === "reducer" ? "The reducer" : "An upcaster"} failed at this event; the state stays as it was before
        it, and the next event goes on from there.
      </p>
      <p className="mono">
        <ShownText text={error.message} />
      </p>
    </div>
  );
}
