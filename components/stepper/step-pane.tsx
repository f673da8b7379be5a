"use client";
import { StatePane } from "@/components/stream/state-pane";
import type { StreamPlace } from "@/components/stream/use-stream";
import { StepChanges } from "./step-changes";
import classes from "./stepper.module.css";
import type { Stepper } from "./use-stepper";

interface StepPaneProps {
  readonly place: StreamPlace;
  readonly stepper: Stepper;
}

/** What the event at the chosen version changed, above the state that it led to. */
export function StepPane({ place, stepper }: StepPaneProps) {
  return (
    <div className={classes.pane}>
      <StepChanges place={place} stepper={stepper} />
      <StatePane place={place} stepping={stepper.isPlaying ? "playing" : "still"} />
    </div>
  );
}
