"use client";
import { Button, VisuallyHidden } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useTimeZone } from "@/components/layout/time-zone";
import { formatInstant } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import type { AsOfPoint } from "./as-of-control";
import classes from "./past-tag.module.css";

interface PastTagProps {
  /** What is looked at; the instant is written where it is known. */
  readonly point: AsOfPoint;
  readonly onReturn: () => void;
}

/** Says that the past is being looked at, and leads back to now. */
export function PastTag({ point, onReturn }: PastTagProps) {
  const timeZone = useTimeZone();
  const { instant, position, version, clock } = point;
  const words =
    instant !== undefined
      ? formatInstant(new Date(instant), { timeZone })
      : position !== undefined
        ? `Position ${formatCount(BigInt(position))}`
        : `Version ${formatCount(version ?? 0)}`;
  return (
    <>
      <span className={classes.past}>
        <IconHistory size={14} aria-hidden="true" />
        <VisuallyHidden>The past is being viewed: </VisuallyHidden>
        {words}
        {clock === "recorded" && instant !== undefined && ", as recorded"}
      </span>
      <Button onClick={onReturn} className={classes.now}>
        Return to now
      </Button>
    </>
  );
}
