import type { ReactNode } from "react";
import classes from "./key-figure.module.css";

interface KeyFigureProps {
  readonly label: string;
  readonly value: ReactNode;
  /** The base or the unit: "of 48,213,907 events". */
  readonly note?: ReactNode;
  readonly tone?: "danger" | "warning" | "success";
}

/** One figure with its name above and its base below. */
export function KeyFigure({ label, value, note, tone }: KeyFigureProps) {
  return (
    <div className={classes.figure}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value} data-tone={tone}>
        {value}
      </dd>
      {note !== undefined && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}

/** Key figures side by side with hairlines between; two in a row on a phone. */
export function KeyFigures({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.figures}>{children}</dl>;
}
