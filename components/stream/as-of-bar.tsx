"use client";
import { ActionIcon, Button, NumberInput, SegmentedControl, TextInput, Tooltip } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import {
  IconChevronLeft,
  IconChevronRight,
  IconHistory,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SecondBar } from "@/components/layout/page-header";
import { useTimeZone } from "@/components/layout/time-zone";
import { eventQuery, fetchVersionAsOf } from "@/lib/api/stream";
import { formatInstant } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import classes from "./as-of-bar.module.css";
import type { StreamPlace } from "./use-stream";
import { VersionTrack } from "./version-track";
import { instantIn, wallClockIn } from "./wall-clock";

type Mode = "version" | "position" | "instant";

/** Where in the stream's history the page stands: by version, by position, or by instant. */
export function AsOfBar({ place }: { readonly place: StreamPlace }) {
  const { stream, version, goTo, setUrl, isPast } = place;
  const timeZone = useTimeZone();
  const [mode, setMode] = useState<Mode>("version");
  const [notice, setNotice] = useState<string | null>(null);
  const { data: detail } = useQuery(eventQuery(stream.streamId, version));
  const event = detail?.event.version === version ? detail.event : undefined;

  const goToPlace = async (asOf: { position?: string; instant?: string }) => {
    try {
      const at = await fetchVersionAsOf(stream.streamId, asOf);
      if (at.version === 0) setNotice("The stream begins later than that.");
      else {
        setNotice(
          at.leftOut.length === 0
            ? null
            : `Versions ${at.leftOut.slice(0, 5).join(", ")} occurred later, but stand before version ${at.version}.`,
        );
        goTo(at.version);
      }
    } catch (error) {
      setNotice(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <SecondBar label="As of">
      <span className={classes.label}>As of</span>
      <SegmentedControl
        className={classes.mode}
        aria-label="As of"
        value={mode}
        onChange={(value) => {
          setMode(value as Mode);
          setNotice(null);
        }}
        data={[
          { value: "version", label: "Version" },
          { value: "position", label: "Position" },
          { value: "instant", label: "Instant" },
        ]}
      />
      {mode === "version" && (
        <NumberInput
          className={classes.version}
          aria-label="Version"
          hideControls
          min={1}
          max={stream.version}
          clampBehavior="strict"
          allowDecimal={false}
          thousandSeparator=","
          value={version}
          onChange={(value) => typeof value === "number" && value >= 1 && goTo(value)}
          rightSection={<span className={classes.of}>of {formatCount(stream.version)}</span>}
          rightSectionWidth={64 + 7 * String(stream.version).length}
          rightSectionPointerEvents="none"
        />
      )}
      {mode === "position" && (
        <TextInput
          key={`position ${version}`}
          className={classes.position}
          aria-label="Position"
          inputMode="numeric"
          defaultValue={event?.position ?? ""}
          onKeyDown={(pressed) => {
            const digits = pressed.currentTarget.value.replace(/[,\s]/g, "");
            if (pressed.key !== "Enter") return;
            if (/^\d{1,19}$/.test(digits)) void goToPlace({ position: digits });
            else setNotice("A position is a whole number.");
          }}
        />
      )}
      {mode === "instant" && (
        <DateTimePicker
          className={classes.instant}
          aria-label="Instant"
          withSeconds
          value={event === undefined ? null : wallClockIn(new Date(event.occurredAt), timeZone)}
          onChange={(value) => value !== null && void goToPlace({ instant: instantIn(value, timeZone).toISOString() })}
        />
      )}
      <span className={classes.steps}>
        <Step
          label="First version"
          disabled={version === 1}
          onClick={() => goTo(1)}
          icon={<IconPlayerSkipBack size={16} />}
        />
        <Step
          label="Version before"
          disabled={version === 1}
          onClick={() => goTo(version - 1)}
          icon={<IconChevronLeft size={16} />}
        />
        <Step
          label="Next version"
          disabled={!isPast}
          onClick={() => goTo(version + 1)}
          icon={<IconChevronRight size={16} />}
        />
        <Step
          label="Last version"
          disabled={!isPast}
          onClick={() => goTo(stream.version)}
          icon={<IconPlayerSkipForward size={16} />}
        />
      </span>
      <VersionTrack place={place} />
      {isPast && event !== undefined && (
        <span className={classes.past}>
          <IconHistory size={14} aria-hidden="true" />
          {formatInstant(new Date(event.occurredAt), { timeZone })}
        </span>
      )}
      {isPast && (
        <Button onClick={() => void setUrl({ version: null })} className={classes.now}>
          Return to now
        </Button>
      )}
      {notice !== null && (
        <p className={classes.notice} role="status">
          {notice}
        </p>
      )}
    </SecondBar>
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
