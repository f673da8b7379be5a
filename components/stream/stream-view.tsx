"use client";
import { CompareBar } from "@/components/compare/compare-bar";
import { ComparePane } from "@/components/compare/compare-pane";
import { useKeys } from "@/components/lists/use-keys";
import { Timeline } from "@/components/timeline/timeline";
import type { StreamSummary } from "@/lib/api/stream";
import { AsOfBar } from "./as-of-bar";
import { BisectBar } from "./bisect-bar";
import { EventPane } from "./event-pane";
import { EventSheet } from "./event-sheet";
import { StatePane } from "./state-pane";
import { StreamHeader } from "./stream-header";
import { type StreamPane, StreamPanes } from "./stream-panes";
import { type StreamPlace, useStream } from "./use-stream";

/** A stream: its timeline, one event, and the state there; or another use of it, with a bar and panes of its own. */
export function StreamView({ firstRead }: { readonly firstRead: StreamSummary }) {
  const place = useStream(firstRead);
  const { stream, url, setUrl, goTo } = place;
  useKeys({
    n: place.showNew,
    "[": () => goTo(1),
    "]": () => goTo(stream.version),
    b: () => void setUrl({ when: url.when === null ? "" : null }),
  });
  return (
    <>
      <StreamHeader place={place} />
      <ModeBar place={place} />
      {url.when !== null && <BisectBar place={place} condition={url.when} />}
      <StreamPanes panes={panesOf(place)} open={url.pane} onOpen={(pane) => void setUrl({ pane })} />
    </>
  );
}

function ModeBar({ place }: { readonly place: StreamPlace }) {
  if (place.comparison !== null) return <CompareBar place={place} comparison={place.comparison} />;
  return <AsOfBar place={place} />;
}

function panesOf(place: StreamPlace): StreamPane[] {
  const { comparison } = place;
  const timeline: StreamPane = {
    name: "timeline",
    label: "Timeline",
    width: [316, 288],
    content: <Timeline place={place} />,
    sheet: <EventSheet place={place} />,
  };
  const event: StreamPane = {
    name: "event",
    label: "Event",
    width: [436, 380],
    content: <EventPane place={place} />,
  };
  if (comparison !== null) {
    return [timeline, { name: "diff", label: "Diff", content: <ComparePane place={place} comparison={comparison} /> }];
  }
  return [timeline, event, { name: "state", label: "State", content: <StatePane place={place} /> }];
}
