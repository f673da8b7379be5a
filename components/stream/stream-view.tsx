"use client";
import { CompareBar } from "@/components/compare/compare-bar";
import { ComparePane } from "@/components/compare/compare-pane";
import { LoadingRows } from "@/components/layout/loading-rows";
import { QueryError } from "@/components/lists/query-error";
import { useKeys } from "@/components/lists/use-keys";
import { StepMode } from "@/components/stepper/step-mode";
import { Timeline } from "@/components/timeline/timeline";
import { WhatIfView } from "@/components/what-if/what-if-view";
import type { StreamSummary } from "@/lib/api/stream";
import type { Role } from "@/lib/auth/role";
import { AsOfBar } from "./as-of-bar";
import { BisectBar } from "./bisect-bar";
import { EventPane } from "./event-pane";
import { EventSheet } from "./event-sheet";
import { StatePane } from "./state-pane";
import { StreamHeader } from "./stream-header";
import { type StreamPane, StreamPanes } from "./stream-panes";
import { type StreamPlace, useStream } from "./use-stream";

/** A stream: its timeline, one event, and the state there; or another use of it, with a bar and panes of its own. */
export function StreamView({ firstRead, role }: { readonly firstRead: StreamSummary; readonly role: Role }) {
  const place = useStream(firstRead);
  const { stream, url, setUrl, goTo } = place;
  const isSupposed = place.mode === "what-if";
  useKeys({
    // Where two states are compared, it leads to the next difference.
    ...(place.comparison === null && !isSupposed ? { n: place.showNew } : {}),
    "[": () => goTo(1),
    "]": () => goTo(stream.version),
    ...(isSupposed ? {} : { b: () => void setUrl({ when: url.when === null ? "" : null }) }),
  });
  return (
    <>
      <StreamHeader place={place} role={role} />
      {place.isNowhere ? (
        <Nowhere place={place} error={place.pointError} />
      ) : isSupposed ? (
        <WhatIfView place={place} role={role} />
      ) : (
        <Looking place={place} role={role} />
      )}
    </>
  );
}

/** The position or the instant of the address is looked for, or could not be found: no state is of it. */
function Nowhere({ place, error }: { readonly place: StreamPlace; readonly error: Error | null }) {
  return (
    <>
      <AsOfBar place={place} />
      {error === null ? (
        <LoadingRows label="Finding the point" rows={16} />
      ) : (
        <QueryError title="The point could not be found" error={error} onRetry={place.retryPoint} />
      )}
    </>
  );
}

function Looking({ place, role }: { readonly place: StreamPlace; readonly role: Role }) {
  const { url, setUrl } = place;
  if (place.mode === "as-of" && place.pointError !== null) return <Nowhere place={place} error={place.pointError} />;
  if (place.mode === "step") return <StepMode place={place} panes={eventPanes(place)} />;
  return (
    <>
      <ModeBar place={place} />
      {url.when !== null && <BisectBar place={place} condition={url.when} />}
      <StreamPanes panes={panesOf(place, role)} open={url.pane} onOpen={(pane) => void setUrl({ pane })} />
    </>
  );
}

function ModeBar({ place }: { readonly place: StreamPlace }) {
  if (place.comparison !== null) return <CompareBar place={place} comparison={place.comparison} />;
  return <AsOfBar place={place} />;
}

function panesOf(place: StreamPlace, role: Role): StreamPane[] {
  const { comparison } = place;
  if (comparison !== null) {
    const diff = <ComparePane place={place} comparison={comparison} />;
    return [timelinePane(place), { name: "diff", label: "Diff", content: diff }];
  }
  return [...eventPanes(place), { name: "state", label: "State", content: <StatePane place={place} role={role} /> }];
}

function eventPanes(place: StreamPlace): StreamPane[] {
  return [
    timelinePane(place),
    { name: "event", label: "Event", width: [436, 380], content: <EventPane place={place} /> },
  ];
}

function timelinePane(place: StreamPlace): StreamPane {
  return {
    name: "timeline",
    label: "Timeline",
    width: [316, 288],
    content: <Timeline place={place} />,
    sheet: <EventSheet place={place} />,
  };
}
