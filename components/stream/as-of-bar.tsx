"use client";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPlayerSkipBack, IconPlayerSkipForward } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { AsOfControl, type AsOfPoint } from "@/components/as-of/as-of-control";
import { PastTag } from "@/components/as-of/past-tag";
import { SecondBar } from "@/components/layout/page-header";
import { eventQuery } from "@/lib/api/stream";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./as-of-bar.module.css";
import { soughtPoint } from "./stream-url";
import type { StreamPlace } from "./use-stream";
import { VersionTrack } from "./version-track";

const NOW = { version: null, position: null, instant: null, clock: null };

/** Where in the stream's history the page stands: by version, by position, or by instant. */
export function AsOfBar({ place }: { readonly place: StreamPlace }) {
  const { stream, version, url, goTo, setUrl, isPast } = place;
  const { data: detail } = useQuery({
    ...eventQuery(stream.streamId, version),
    enabled: version > 0 && !place.isNowhere,
  });
  const event = detail?.event.version === version ? detail.event : undefined;
  const sought = soughtPoint(url);
  const there: AsOfPoint = { version, position: event?.position, instant: event?.occurredAt, ...sought };
  return (
    <SecondBar label="As of">
      <AsOfControl
        kinds={["version", "position", "instant"]}
        point={sought ?? (url.version === null ? {} : { version })}
        shown={there}
        lastVersion={stream.version}
        onChange={({ version: wanted, position = null, instant = null, clock = null }) =>
          wanted === undefined ? void setUrl({ version: null, position, instant, clock }) : goTo(wanted)
        }
      />
      <span className={classes.steps}>
        <Step
          label="First version"
          disabled={version <= 1}
          onClick={() => goTo(1)}
          icon={<IconPlayerSkipBack size={16} />}
        />
        <Step
          label="Version before"
          disabled={version <= 1}
          onClick={() => goTo(version - 1)}
          icon={<IconChevronLeft size={16} />}
        />
        <Step
          label="Next version"
          disabled={version >= stream.version}
          onClick={() => goTo(version + 1)}
          icon={<IconChevronRight size={16} />}
        />
        <Step
          label="Last version"
          disabled={version >= stream.version}
          onClick={() => goTo(stream.version)}
          icon={<IconPlayerSkipForward size={16} />}
        />
      </span>
      <VersionTrack place={place} />
      {isPast && <PastTag point={sought ?? pastPoint(there)} onReturn={() => void setUrl(NOW)} />}
      <Notice place={place} />
    </SecondBar>
  );
}

/** A version is told by its event's time, where that is known. */
function pastPoint({ instant, version }: AsOfPoint): AsOfPoint {
  return instant === undefined ? { version } : { instant };
}

const MOST_NAMED = 5;

function Notice({ place }: { readonly place: StreamPlace }) {
  const { version, leftOut, leftOutCount, pointError, url } = place;
  const notice = () => {
    // Why it could not be found stands where the state would.
    if (place.isSeeking) return "Looking for the point; what is shown is of the one before.";
    if (pointError !== null) return null;
    if (version === 0) return "The stream begins later than that: this is the state before any event.";
    if (leftOutCount === 0) return null;
    const named = leftOut.slice(0, MOST_NAMED).map(formatCount).join(", ");
    const more = leftOutCount > MOST_NAMED ? ` and ${formatCount(leftOutCount - MOST_NAMED)} more` : "";
    const happened = url.clock === "recorded" ? "recorded" : "occurred";
    return `${formatCounted(leftOutCount, "event")} before version ${formatCount(version)} ${happened} later, and the state leaves them out: version ${named}${more}.`;
  };
  const text = notice();
  return (
    text !== null && (
      <p className={classes.notice} role="status">
        {text}
      </p>
    )
  );
}

interface StepProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly icon: React.ReactNode;
}

function Step({ label, disabled, onClick, icon }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} disabled={disabled} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
