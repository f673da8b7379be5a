"use client";
import { Button } from "@mantine/core";
import { ErrorState } from "@/components/layout/error-state";
import classes from "./draft-conflict.module.css";

interface DraftConflictProps {
  readonly onShowTheirs: () => void;
  readonly onKeepMine: () => void;
}

/** Somebody else saved the draft meanwhile: theirs in its place, or one's own over it. */
export function DraftConflict({ onShowTheirs, onKeepMine }: DraftConflictProps) {
  return (
    <ErrorState title="Somebody else changed this draft">
      Yours is not saved. Look at theirs, which drops yours, or keep yours and save it in the place of theirs.
      <span className={classes.choices}>
        <Button onClick={onShowTheirs}>Show theirs</Button>
        <Button onClick={onKeepMine}>Keep mine</Button>
      </span>
    </ErrorState>
  );
}

/** Whether an action failed because of that, by the details that it failed with. */
export function isDraftConflict(details: string | undefined): boolean {
  return details !== undefined && "updatedAt" in (JSON.parse(details) as object);
}
