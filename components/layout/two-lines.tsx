import type { ReactNode } from "react";
import classes from "./two-lines.module.css";

interface TwoLinesProps {
  readonly first: ReactNode;
  /** Smaller and grey; "danger" for what went wrong. */
  readonly second?: ReactNode;
  readonly tone?: "danger" | undefined;
  /** The whole text, where the second line may be cut. */
  readonly title?: string | null | undefined;
}

/** A cell of a 44 px row: the fact, and under it what it rests on. */
export function TwoLines({ first, second, tone, title }: TwoLinesProps) {
  return (
    <span className={classes.two} title={title ?? undefined}>
      <span>{first}</span>
      {second !== undefined && second !== null && (
        <span className="hint" data-tone={tone}>
          {second}
        </span>
      )}
    </span>
  );
}
