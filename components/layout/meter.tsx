import classes from "./meter.module.css";

interface MeterProps {
  /** From 0 to 1. */
  readonly fraction: number;
  readonly className: string | undefined;
}

/** How far something has come: a thin bar beside the words that say it. */
export function Meter({ fraction, className }: MeterProps) {
  return (
    <span className={`${classes.meter} ${className}`}>
      <span style={{ width: `${fraction * 100}%` }} />
    </span>
  );
}
