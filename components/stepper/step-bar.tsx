"use client";
import { ActionIcon, Button, Kbd, NumberInput, SegmentedControl, Switch, Tooltip } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconX,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { SecondBar } from "@/components/layout/page-header";
import { useKeys } from "@/components/lists/use-keys";
import type { StreamPlace } from "@/components/stream/use-stream";
import { VersionTrack } from "@/components/stream/version-track";
import { formatCount } from "@/lib/format/number";
import classes from "./stepper.module.css";
import { SPEEDS, type Speed, type Stepper } from "./use-stepper";

interface StepBarProps {
  readonly place: StreamPlace;
  readonly stepper: Stepper;
}

/** Plays, pauses, steps and scrubs through the events of a stream. */
export function StepBar({ place, stepper }: StepBarProps) {
  const { stream, version, setUrl } = place;
  const { isPlaying, toggle, moveTo } = stepper;
  const last = stream.version;
  const [back, forward] = [() => moveTo(version - 1), () => moveTo(version + 1)];
  useKeys({ " ": toggle, ArrowRight: forward, ArrowLeft: back });
  return (
    <SecondBar label="Step">
      <span className={classes.label}>Step</span>
      <span className={classes.buttons}>
        <Move label="First version" disabled={version <= 1} onClick={() => moveTo(1)}>
          <IconPlayerSkipBack size={16} />
        </Move>
        <Move label="Step back" hint="←" disabled={version <= 1} onClick={back}>
          <IconChevronLeft size={16} />
        </Move>
        <Tooltip label={<Hinted label={isPlaying ? "Pause" : "Play on from here"} hint="Space" />}>
          <Button
            className={classes.play ?? ""}
            variant={isPlaying ? "light" : "default"}
            leftSection={isPlaying ? <IconPlayerPauseFilled size={14} /> : <IconPlayerPlayFilled size={14} />}
            disabled={last < 2}
            onClick={toggle}
          >
            {isPlaying ? "Pause" : "Play"}
          </Button>
        </Tooltip>
        <Move label="Step forward" hint="→" disabled={version >= last} onClick={forward}>
          <IconChevronRight size={16} />
        </Move>
        <Move label="Last version" disabled={version >= last} onClick={() => moveTo(last)}>
          <IconPlayerSkipForward size={16} />
        </Move>
      </span>
      <SegmentedControl
        aria-label="Steps a second"
        value={String(stepper.speed)}
        onChange={(value) => stepper.setSpeed(Number(value) as Speed)}
        data={SPEEDS.map((speed) => ({ value: String(speed), label: `${speed}/s` }))}
      />
      <NumberInput
        className={classes.version ?? ""}
        style={{ width: 76 + 16 * formatCount(last).length }}
        aria-label="Version"
        hideControls
        min={1}
        max={last}
        clampBehavior="strict"
        allowDecimal={false}
        thousandSeparator=","
        value={version}
        onChange={(value) => typeof value === "number" && value >= 1 && value !== version && moveTo(value)}
        rightSection={<span className={classes.of}>of {formatCount(last)}</span>}
        rightSectionWidth={40 + 8 * formatCount(last).length}
        rightSectionPointerEvents="none"
      />
      <VersionTrack place={place} onScrub={moveTo} />
      <Switch
        label="Stop at errors"
        checked={stepper.stopsAtErrors}
        onChange={(event) => stepper.setStopsAtErrors(event.currentTarget.checked)}
      />
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconX size={14} aria-hidden="true" />}
        onClick={() => void setUrl({ mode: null, pane: null })}
      >
        Leave steps
      </Button>
    </SecondBar>
  );
}

interface MoveProps {
  readonly label: string;
  /** The key that does the same. */
  readonly hint?: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Move({ label, hint, disabled, onClick, children }: MoveProps) {
  return (
    <Tooltip label={<Hinted label={label} hint={hint} />}>
      <ActionIcon variant="default" aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function Hinted({ label, hint }: { readonly label: string; readonly hint: string | undefined }) {
  return (
    <span className={classes.hinted}>
      {label}
      {hint !== undefined && <Kbd size="xs">{hint}</Kbd>}
    </span>
  );
}
