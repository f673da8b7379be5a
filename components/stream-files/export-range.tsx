"use client";
import { NumberInput } from "@mantine/core";
import { formatCount } from "@/lib/format/number";
import classes from "./export-dialog.module.css";

interface ExportRangeProps {
  /** The stream's last. */
  readonly version: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly onChange: (range: { readonly from: number | null; readonly to: number | null }) => void;
}

/** Which versions: both ends are taken along. */
export function ExportRange({ version, from, to, onChange }: ExportRangeProps) {
  const common = { min: 1, max: version, clampBehavior: "blur", hideControls: true, thousandSeparator: "," } as const;
  return (
    <span className={classes.range}>
      <span>Versions</span>
      <NumberInput
        {...common}
        aria-label="From version"
        value={from ?? 1}
        onChange={(value) => onChange({ from: chosen(value, 1), to })}
      />
      <span>to</span>
      <NumberInput
        {...common}
        aria-label="To version"
        value={to ?? version}
        onChange={(value) => onChange({ from, to: chosen(value, version) })}
      />
      <span className="secondary">of {formatCount(version)}</span>
    </span>
  );
}

function chosen(value: number | string, usual: number): number | null {
  return typeof value !== "number" || value === usual ? null : value;
}
