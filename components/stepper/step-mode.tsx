"use client";
import { BisectBar } from "@/components/stream/bisect-bar";
import { type StreamPane, StreamPanes } from "@/components/stream/stream-panes";
import type { StreamPlace } from "@/components/stream/use-stream";
import { StepBar } from "./step-bar";
import { StepPane } from "./step-pane";
import { useStepper } from "./use-stepper";

interface StepModeProps {
  readonly place: StreamPlace;
  /** The panes that every use of the page has. */
  readonly panes: readonly StreamPane[];
}

/** The stream event by event: what each changed, and the state it led to. */
export function StepMode({ place, panes }: StepModeProps) {
  const { url, setUrl } = place;
  const stepper = useStepper(place);
  const step: StreamPane = { name: "step", label: "Step", content: <StepPane place={place} stepper={stepper} /> };
  return (
    <>
      <StepBar place={place} stepper={stepper} />
      {url.when !== null && <BisectBar place={place} condition={url.when} />}
      <StreamPanes panes={[...panes, step]} open={url.pane} onOpen={(pane) => void setUrl({ pane })} />
    </>
  );
}
