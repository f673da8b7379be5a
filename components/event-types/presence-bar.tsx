import { presenceWords } from "./presence";
import classes from "./shape-table.module.css";

interface PresenceBarProps {
  readonly presence: number;
  /** It is missing where one would look for it. */
  readonly absent: boolean;
  /** How many events it is missing from, in words. */
  readonly title: string;
}

/** In how many events a path stands; amber where it is not always there. */
export function PresenceBar({ presence, absent, title }: PresenceBarProps) {
  return (
    <span className={classes.presence} data-absent={absent || undefined} title={title}>
      <span className={classes.bar} aria-hidden="true">
        <span style={{ width: `${Math.max(1, presence * 100)}%` }} />
      </span>
      {presenceWords(presence)}
    </span>
  );
}
