"use client";
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowsExchange, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useDiffLookInUrl } from "@/components/diff/diff-choices";
import { DiffLayoutControl } from "@/components/diff/diff-layout-control";
import { SecondBar } from "@/components/layout/page-header";
import type { StreamPlace } from "@/components/stream/use-stream";
import { formatDuration } from "@/lib/format/duration";
import { formatCounted } from "@/lib/format/number";
import classes from "./compare.module.css";
import { isOneHistory, type SideName } from "./compare-sides";
import { NO_COMPARISON, sideChange, sideUrl } from "./compare-url";
import { SidePicker } from "./side-picker";
import { sideEventQuery, sideStateQuery } from "./side-queries";
import type { Comparison } from "./use-comparison";

interface CompareBarProps {
  readonly place: StreamPlace;
  readonly comparison: Comparison;
}

/** The two sides of a comparison: chosen, swapped, left. */
export function CompareBar({ place, comparison }: CompareBarProps) {
  const { url, setUrl } = place;
  const look = useDiffLookInUrl();
  const picker = (name: SideName) => (
    <SidePicker
      side={comparison.sides[name]}
      place={place}
      onChange={(change) => void setUrl(sideChange(name, change))}
    />
  );
  return (
    <SecondBar label="Compare">
      <span className={classes.label}>Compare</span>
      {picker("a")}
      <Tooltip label="Swap A and B">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Swap A and B"
          onClick={() =>
            void setUrl({
              ...sideChange("a", withPoint(url, comparison, "b")),
              ...sideChange("b", withPoint(url, comparison, "a")),
            })
          }
        >
          <IconArrowsExchange size={16} />
        </ActionIcon>
      </Tooltip>
      {picker("b")}
      <Apart comparison={comparison} />
      <span className={classes.end}>
        <DiffLayoutControl {...look} />
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} aria-hidden="true" />}
          onClick={() => {
            look.setLook({ layout: "side", filter: "", pin: null, ignored: [], all: false });
            void setUrl({ ...NO_COMPARISON, mode: null, pane: null });
          }}
        >
          Leave compare
        </Button>
      </span>
    </SecondBar>
  );
}

/** What the address says of a side, with the version that it does not name because it is the usual one. */
function withPoint(url: StreamPlace["url"], { sides }: Comparison, name: SideName) {
  const { version } = sides[name].asOf;
  return { ...sideUrl(url, name), ...(version === undefined ? {} : { point: version }) };
}

/** How many events lie between the sides, and how much time. */
function Apart({ comparison }: { readonly comparison: Comparison }) {
  const { a, b } = comparison.sides;
  const [stateA, stateB] = [useQuery(sideStateQuery(a)).data, useQuery(sideStateQuery(b)).data];
  const [eventA, eventB] = [
    useQuery(sideEventQuery(a.streamId, stateA?.version)).data,
    useQuery(sideEventQuery(b.streamId, stateB?.version)).data,
  ];
  if (stateA === undefined || stateB === undefined) return null;
  if (!isOneHistory(a, b)) return null;
  const events = formatCounted(Math.abs(stateB.version - stateA.version), "event");
  if (eventA === undefined || eventB === undefined) return <span className="secondary">{events}</span>;
  const ms = Math.abs(Date.parse(eventB.event.occurredAt) - Date.parse(eventA.event.occurredAt));
  return (
    <span className="secondary">
      {events}, {formatDuration(ms)} apart
    </span>
  );
}
