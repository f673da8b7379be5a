"use client";
import { Button, Popover, VisuallyHidden } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { AsOfControl, type AsOfPoint } from "@/components/as-of/as-of-control";
import { EventTypeName } from "@/components/layout/event-type-name";
import { ShownText } from "@/components/layout/shown-text";
import { Tag } from "@/components/layout/status-tag";
import { useTimeZone } from "@/components/layout/time-zone";
import type { StreamPlace } from "@/components/stream/use-stream";
import { formatInstant } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import classes from "./compare.module.css";
import type { CompareSide, SideUrl } from "./compare-sides";
import { DraftField } from "./draft-field";
import { ReducerField } from "./reducer-field";
import { sideEventQuery, sideStateQuery } from "./side-queries";
import { StreamField } from "./stream-field";

interface SidePickerProps {
  readonly side: CompareSide;
  readonly place: StreamPlace;
  readonly onChange: (change: Partial<SideUrl>) => void;
}

/** One side in a few words; opened, everything that makes it what it is. */
export function SidePicker({ side, place, onChange }: SidePickerProps) {
  const { stream } = place;
  const { data: state } = useQuery(sideStateQuery(side));
  const { data: detail } = useQuery(sideEventQuery(side.streamId, state?.version));
  const event = detail?.event.version === state?.version ? detail?.event : undefined;
  const letter = side.name.toUpperCase();
  const shown: AsOfPoint = {
    version: state?.version,
    position: event?.position,
    instant: event?.occurredAt,
    ...side.asOf,
  };
  const setPoint = ({ version, position, instant, clock }: AsOfPoint) => {
    const isNow = version === undefined && position === undefined && instant === undefined;
    const newest = side.isHere ? stream.version : null;
    onChange({
      point: isNow ? newest : (version ?? null),
      position: position ?? null,
      instant: instant ?? null,
      clock: clock ?? null,
    });
  };
  return (
    <span className={classes.side}>
      <span className={classes.name} aria-hidden="true">
        {letter}
      </span>
      <Popover position="bottom-start" width="min(400px, calc(100vw - 24px))" trapFocus withinPortal>
        <Popover.Target>
          <Button
            variant="default"
            className={classes.choice}
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          >
            <span className={classes.summary}>
              <VisuallyHidden>Side {letter} </VisuallyHidden>
              <SideWords side={side} version={state?.version} />
              {event !== undefined && <EventTypeName type={event.type} />}
            </span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={`Side ${letter}`} className={classes.fields ?? ""}>
          <div className={classes.point}>
            <AsOfControl
              kinds={["version", "position", "instant", "now"]}
              point={side.asOf}
              shown={shown}
              lastVersion={side.isHere ? stream.version : Math.max(1, state?.version ?? 1, side.asOf.version ?? 1)}
              onChange={setPoint}
            />
            {side.isHere && (
              <Button variant="subtle" color="gray" onClick={() => setPoint({ version: 0 })}>
                Before any event
              </Button>
            )}
          </div>
          <StreamField
            streamId={side.streamId}
            here={stream.streamId}
            onChange={(streamId) =>
              onChange({ stream: streamId, point: null, position: null, instant: null, clock: null })
            }
          />
          <ReducerField streamId={side.streamId} reducer={side.reducer} onChange={(reducer) => onChange({ reducer })} />
          <DraftField draft={side.draft} onChange={(draft) => onChange({ draft })} />
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}

function SideWords({ side, version }: { readonly side: CompareSide; readonly version: number | undefined }) {
  const { asOf, isHere, streamId, reducer, draft } = side;
  const timeZone = useTimeZone();
  const point =
    asOf.instant !== undefined
      ? formatInstant(new Date(asOf.instant), { timeZone })
      : asOf.position !== undefined
        ? `position ${formatCount(BigInt(asOf.position))}`
        : version === 0 || asOf.version === 0
          ? "before any event"
          : `version ${formatCount(asOf.version ?? version ?? 0)}`;
  return (
    <>
      {!isHere && (
        <span className="mono">
          <ShownText text={streamId} />
        </span>
      )}
      <span className="mono">{point}</span>
      {reducer !== null && <Tag>{reducer}</Tag>}
      {draft !== null && <Tag tone="warning">draft</Tag>}
    </>
  );
}
