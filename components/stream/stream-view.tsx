"use client";
import { Button, Splitter, Tabs } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconArrowsDiff, IconTargetArrow } from "@tabler/icons-react";
import { CopyId } from "@/components/layout/copy-id";
import { PageHeader } from "@/components/layout/page-header";
import { Time } from "@/components/layout/time";
import { useKeys } from "@/components/lists/use-keys";
import type { StreamSummary } from "@/lib/api/stream";
import { formatCounted } from "@/lib/format/number";
import { AsOfBar } from "./as-of-bar";
import { BisectBar } from "./bisect-bar";
import { CompareBar } from "./compare-bar";
import { DiffPane } from "./diff-pane";
import { EventPane } from "./event-pane";
import { EventSheet } from "./event-sheet";
import { StatePane } from "./state-pane";
import type { Pane } from "./stream-url";
import classes from "./stream-view.module.css";
import { Timeline } from "./timeline";
import { useStream } from "./use-stream";

/** A stream: its timeline, one event, and the state there; or the difference between two states. */
export function StreamView({ firstRead }: { readonly firstRead: StreamSummary }) {
  const place = useStream(firstRead);
  const { stream, version, url, setUrl, goTo, comparison } = place;
  const isNarrow = useMediaQuery("(max-width: 899px)", false);
  const isTight = useMediaQuery("(max-width: 1399px)", false);
  const [chosenWidths, setWidths] = useLocalStorage<number[]>({ key: "foldline-stream-panes", defaultValue: [] });
  const [timelineWidth = isTight ? 288 : 316, eventWidth = isTight ? 380 : 436] = chosenWidths;

  const compare = () =>
    comparison === null
      ? setUrl({ a: Math.max(0, version - 1), b: version, pane: "diff" })
      : setUrl({ a: null, b: null, pane: null });
  useKeys({
    c: compare,
    n: place.showNew,
    "[": () => goTo(1),
    "]": () => goTo(stream.version),
  });

  const panes = {
    timeline: <Timeline place={place} />,
    event: <EventPane place={place} />,
    state: <StatePane place={place} />,
    diff: comparison !== null && <DiffPane place={place} comparison={comparison} />,
  };
  return (
    <>
      <PageHeader
        title={stream.streamId}
        mono
        breadcrumb={[
          { label: "Streams", href: "/streams" },
          { label: stream.category, href: `/streams?category=${encodeURIComponent(stream.category)}` },
        ]}
        facts={
          <>
            <CopyId value={stream.streamId} what="stream id" buttonOnly />
            <span className={classes.facts}>
              {formatCounted(stream.version, "event")} · last <Time at={stream.lastEventAt} show="exact" />
            </span>
          </>
        }
        actions={
          <>
            <Button
              leftSection={<IconTargetArrow size={16} aria-hidden="true" />}
              variant={url.when === null ? "default" : "light"}
              aria-pressed={url.when !== null}
              onClick={() => void setUrl({ when: url.when === null ? "" : null })}
            >
              Find when…
            </Button>
            <Button
              className={classes.compare}
              leftSection={<IconArrowsDiff size={16} aria-hidden="true" />}
              variant={comparison === null ? "default" : "light"}
              aria-pressed={comparison !== null}
              onClick={() => void compare()}
            >
              Compare
            </Button>
          </>
        }
      />
      {comparison === null ? <AsOfBar place={place} /> : <CompareBar place={place} comparison={comparison} />}
      {url.when !== null && <BisectBar place={place} condition={url.when} />}
      {isNarrow ? (
        <Tabs
          className={classes.tabs}
          value={comparison === null && url.pane === "diff" ? "timeline" : url.pane}
          onChange={(pane) => void setUrl({ pane: pane as Pane })}
        >
          <Tabs.List className={classes.list}>
            <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
            <Tabs.Tab value="event">Event</Tabs.Tab>
            <Tabs.Tab value="state">State</Tabs.Tab>
            {comparison !== null && <Tabs.Tab value="diff">Diff</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="timeline" className={classes.panel}>
            {panes.timeline}
            <EventSheet place={place} />
          </Tabs.Panel>
          <Tabs.Panel value="event" className={classes.panel}>
            {panes.event}
          </Tabs.Panel>
          <Tabs.Panel value="state" className={classes.panel}>
            {panes.state}
          </Tabs.Panel>
          {comparison !== null && (
            <Tabs.Panel value="diff" className={classes.panel}>
              {panes.diff}
            </Tabs.Panel>
          )}
        </Tabs>
      ) : (
        <Splitter
          key={`${comparison === null} ${isTight} ${chosenWidths.length}`}
          className={classes.panes}
          lineSize={1}
          withHandle={false}
          handleColor="var(--fl-line)"
          onResizeEnd={(_, sizes) =>
            setWidths([px(sizes[0]) ?? timelineWidth, (comparison === null ? px(sizes[1]) : null) ?? eventWidth])
          }
        >
          <Splitter.Pane defaultSize={`${timelineWidth}px`} min="240px" className={classes.pane}>
            {panes.timeline}
          </Splitter.Pane>
          {comparison === null && (
            <Splitter.Pane defaultSize={`${eventWidth}px`} min="280px" className={classes.pane}>
              {panes.event}
            </Splitter.Pane>
          )}
          <Splitter.Pane defaultSize={100} min={20} className={classes.pane}>
            {comparison === null ? panes.state : panes.diff}
          </Splitter.Pane>
        </Splitter>
      )}
    </>
  );
}

function px(size: string | number | undefined): number | null {
  return typeof size === "string" && size.endsWith("px") ? Math.round(Number.parseFloat(size)) : null;
}
