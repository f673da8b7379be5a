import { Button } from "@mantine/core";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./state-pane.module.css";
import type { BlameOfState } from "./use-blame";

interface BlameNoteProps {
  readonly blame: BlameOfState;
  readonly version: number;
}

/** Says in words what blame does not tell yet, or not at all. */
export function BlameNote({ blame, version }: BlameNoteProps) {
  if (blame.error !== null) {
    return (
      <p className={classes.note} role="status">
        Who set what is not known: {blame.error.message}{" "}
        <Button size="compact-xs" onClick={blame.retry}>
          Try again
        </Button>
      </p>
    );
  }
  const words = noteOn(blame, version);
  return (
    words !== null && (
      <p className={classes.note} role="status">
        {words}
      </p>
    )
  );
}

function noteOn({ isPending, cutAt, leavesLeftOut }: BlameOfState, version: number): string | null {
  if (isPending) return version < 1_000 ? null : `Following ${formatCount(version)} events to see who set what…`;
  if (cutAt !== null) {
    return (
      `In the time there is, the fold could be followed up to version ${formatCount(cutAt)} of ` +
      `${formatCount(version)}. The history of one field tells who set it.`
    );
  }
  if (leavesLeftOut === 0) return null;
  return `The state has ${formatCounted(leavesLeftOut, "more field")} than blame is shown for; the history of one tells who set it.`;
}
