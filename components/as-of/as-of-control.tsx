"use client";
import { NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Clock } from "@/lib/api/as-of";
import { formatCount } from "@/lib/format/number";
import classes from "./as-of-control.module.css";
import { InstantField } from "./instant-field";

/** A point of history; nothing given: now. */
export interface AsOfPoint {
  readonly version?: number | undefined;
  readonly position?: string | undefined;
  readonly instant?: string | undefined;
  readonly clock?: Clock | undefined;
}

export type AsOfKind = "now" | "version" | "position" | "instant";

const LABELS: Readonly<Record<AsOfKind, string>> = {
  now: "Now",
  version: "Version",
  position: "Position",
  instant: "Instant",
};

interface AsOfControlProps {
  /** The ways in which a point can be given here; the first is chosen when none is. */
  readonly kinds: readonly AsOfKind[];
  readonly point: AsOfPoint;
  /** What the fields show of a point that is given in another way. */
  readonly shown?: AsOfPoint | undefined;
  /** Of a stream: what a version cannot be beyond. */
  readonly lastVersion?: number;
  readonly onChange: (point: AsOfPoint) => void;
}

/** Where in history a page looks: now, or at a version, a position or an instant. */
export function AsOfControl({ kinds, point, shown = point, lastVersion, onChange }: AsOfControlProps) {
  const [chosen, setChosen] = useState<AsOfKind | null>(null);
  const kind = chosen ?? kindOf(point) ?? kinds[0] ?? "now";
  return (
    <>
      <span className={classes.label}>As of</span>
      <SegmentedControl
        className={classes.kinds}
        aria-label="As of"
        value={kind}
        onChange={(value) => {
          setChosen(value as AsOfKind);
          if (value === "now") onChange({});
        }}
        data={kinds.map((each) => ({ value: each, label: LABELS[each] }))}
      />
      {kind === "version" && lastVersion !== undefined && (
        <VersionField version={shown.version ?? lastVersion} last={lastVersion} onChange={onChange} />
      )}
      {kind === "position" && <PositionField position={shown.position} onChange={onChange} />}
      {kind === "instant" && (
        <InstantField instant={shown.instant} clock={point.clock ?? "occurred"} onChange={onChange} />
      )}
    </>
  );
}

function kindOf({ version, position, instant }: AsOfPoint): AsOfKind | null {
  if (instant !== undefined) return "instant";
  if (position !== undefined) return "position";
  return version === undefined ? null : "version";
}

interface VersionFieldProps {
  readonly version: number;
  readonly last: number;
  readonly onChange: (point: AsOfPoint) => void;
}

function VersionField({ version, last, onChange }: VersionFieldProps) {
  // Both numbers with their separators, whatever the stream's length.
  const digits = formatCount(last).length;
  return (
    <NumberInput
      className={classes.version}
      style={{ "--fl-digits": digits }}
      aria-label="Version"
      hideControls
      min={1}
      max={last}
      clampBehavior="strict"
      allowDecimal={false}
      thousandSeparator=","
      value={version}
      onChange={(value) => typeof value === "number" && value >= 1 && value !== version && onChange({ version: value })}
      rightSection={<span className={classes.of}>of {formatCount(last)}</span>}
      rightSectionWidth={36 + 8 * digits}
      rightSectionPointerEvents="none"
    />
  );
}

interface PositionFieldProps {
  readonly position: string | undefined;
  readonly onChange: (point: AsOfPoint) => void;
}

function PositionField({ position, onChange }: PositionFieldProps) {
  const [refused, setRefused] = useState(false);
  return (
    <TextInput
      key={position}
      className={classes.position}
      aria-label="Position"
      inputMode="numeric"
      autoComplete="off"
      defaultValue={position ?? ""}
      error={refused && "A position is a whole number."}
      onKeyDown={(pressed) => {
        if (pressed.key !== "Enter") return;
        const digits = pressed.currentTarget.value.replace(/[,\s]/g, "");
        const isPosition = /^\d{1,18}$/.test(digits);
        setRefused(!isPosition);
        if (isPosition) onChange({ position: digits });
      }}
    />
  );
}
